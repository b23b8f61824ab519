package cli

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/complexity"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { commands = append(commands, complexityCmd) }

func complexityCmd(a *App) *cobra.Command {
	var data, columns string
	cmd := analysisCmd(a, "complexity", "经济复杂度 / economic complexity of places and products",
		`由“地区—产品—数值”长表计算显性比较优势、多样性、普遍性、复杂度（ECI、PCI）、产品接近度下的密度、
前景（COI）与前景增益（COG）。不需要数据库。
data.csv：loc,prod,val，一对地区和产品至多一行，没有的行按 0 计；可以用 gzip 压缩。列名不同时用 --columns 指明。
结果按地区、产品排序，列为 loc,prod,diversity,ubiquity,rca,mcp,eci,pci,density,coi,cog；
全为零的地区和产品不参与计算，其值留空，空格表示没有值，不是 0。
方法见 docs/methods/complexity.md。`,
		func(_ context.Context, run *analysis) error {
			names := strings.Split(columns, ",")
			if len(names) != 3 {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "COMPLEXITY_COLUMNS", "value", columns))
			}
			return complexityRun(run, data, names)
		})
	cmd.Flags().StringVar(&data, "data", "", "table of places, products and amounts")
	cmd.Flags().StringVar(&columns, "columns", "loc,prod,val", "names of the three columns in the file")
	_ = cmd.MarkFlagRequired("data") // the flag exists
	return cmd
}

func complexityRun(run *analysis, data string, columns []string) error {
	places, products, t, err := readAmounts(data, columns)
	if err != nil {
		return err
	}
	run.size("places", len(places))
	run.size("products", len(products))
	run.Parameters["threshold"] = 1
	r, err := complexity.Measure(t)
	if err != nil {
		return plain.Bad(data, 0, "sum", "") // single amounts were checked when read
	}
	run.Result["eigenvalue2"], run.Result["eigenvalue3"], run.Result["steps"] = r.Second, r.Third, r.Steps
	switch {
	case r.Undetermined != "":
		run.warn("复杂度无解（%s），ECI、PCI、COI、COG 留空 / complexity is not determined: %s", undetermined[r.Undetermined], r.Undetermined)
	case r.SignOpen:
		run.warn("复杂度与多样性不相关，正负号按约定取 / complexity does not go with diversity, its sign is a convention")
	}
	if n := zeros(r.Diversity); n > 0 {
		run.warn("%d 个地区没有优势产品，不参与计算 / %d places make nothing in earnest", n, n)
	}
	if n := zeros(r.Ubiquity); n > 0 {
		run.warn("%d 种产品没有优势地区，不参与计算 / %d products are made in earnest nowhere", n, n)
	}
	head := []string{"loc", "prod", "diversity", "ubiquity", "rca", "mcp", "eci", "pci", "density", "coi", "cog"}
	return run.write(func(w io.Writer) error {
		return plain.WriteTable(w, head, func(i int) []string {
			if i == len(t.Amounts) {
				return nil
			}
			c, p := i/len(products), i%len(products)
			made := "0"
			if r.Made[i] {
				made = "1"
			}
			return []string{
				places[c], products[p], strconv.Itoa(r.Diversity[c]), strconv.Itoa(r.Ubiquity[p]), plain.Number(r.RCA[i]), made,
				plain.Cell(r.ECI[c]), plain.Cell(r.PCI[p]), plain.Cell(r.Density[i]), plain.Cell(r.COI[c]), plain.Cell(r.COG[i]),
			}
		})
	})
}

var undetermined = map[complexity.Reason]string{
	complexity.TooFew:   "有优势的地区或产品不足两个",
	complexity.Alike:    "各地区的优势产品没有差别",
	complexity.Repeated: "第二特征值重复",
}

// readAmounts reads a long table of place, product and amount. Places and
// products come back sorted, so that the order of the rows does not matter.
func readAmounts(path string, columns []string) (places, products []string, t complexity.Table, err error) {
	in, err := plain.OpenTable(path, columns...)
	if err != nil {
		return nil, nil, t, err
	}
	defer in.Close()
	type pair struct{ place, product string }
	amounts := map[pair]float64{}
	placeAt, productAt := map[string]int{}, map[string]int{}
	for {
		ok, err := in.Next()
		if err != nil {
			return nil, nil, t, err
		}
		if !ok {
			break
		}
		at := pair{strings.Clone(in.Text(columns[0])), strings.Clone(in.Text(columns[1]))} // the row is read over
		if at.place == "" || at.product == "" {
			return nil, nil, t, in.Refuse("empty", "")
		}
		if _, twice := amounts[at]; twice {
			return nil, nil, t, in.Refuse("twice", at.place+" "+at.product)
		}
		v, known, err := in.Float(columns[2])
		if err != nil {
			return nil, nil, t, err
		}
		if !known {
			return nil, nil, t, in.Refuse("number", "")
		}
		if v < 0 {
			return nil, nil, t, in.Refuse("range", in.Text(columns[2]))
		}
		amounts[at], placeAt[at.place], productAt[at.product] = v, 0, 0
	}
	places, products = number(placeAt), number(productAt)
	t = complexity.Table{Places: len(places), Products: len(products), Amounts: make([]float64, len(places)*len(products))}
	for at, v := range amounts {
		t.Amounts[placeAt[at.place]*len(products)+productAt[at.product]] = v
	}
	return places, products, t, nil
}

// number sorts the names and writes to each its place in the order.
func number(at map[string]int) []string {
	names := slices.Sorted(maps.Keys(at))
	for i, name := range names {
		at[name] = i
	}
	return names
}

func zeros(counts []int) int {
	n := 0
	for _, k := range counts {
		if k == 0 {
			n++
		}
	}
	return n
}
