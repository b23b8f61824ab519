package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/chain"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/placement"
)

func init() { commands = append(commands, placeCmd) }

// placeFlags are the options of lianzhang place.
type placeFlags struct {
	chain string
	out   string
	sure  float64
}

func placeCmd(a *App) *cobra.Command {
	var f placeFlags
	cmd := &cobra.Command{
		Use:   "place FIRMS",
		Short: "企业挂链 / place firms on the nodes of a chain",
		Long: `按行业、产品和经营范围把企业挂到产业链环节上，不需要数据库。
FIRMS 是 csv（UTF-8 或 GBK）或 xlsx，第一行为表头：企业名称 firm 必有，行业 industry、主要产品 products、经营范围 scope 至少有一列。
结果逐行写出 firm,node,node_name,confidence,why；没有挂上的企业 node 为空，why 说明原因。
方法见 docs/methods/placement.md。`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.place(cmd.Context(), args[0], f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.chain, "chain", "", "chain to place on, see lianzhang chain ls")
	fl.StringVarP(&f.out, "out", "o", "-", "file to write, - for standard output")
	fl.Float64Var(&f.sure, "sure", 0, "leave out placements less confident than this, 0 to 1")
	_ = cmd.MarkFlagRequired("chain") // the flag exists
	return cmd
}

// placedRow is one line of the answer.
type placedRow struct {
	ID         string   `json:"id"` // line of the file and number of the placement
	Firm       string   `json:"firm"`
	Node       string   `json:"node"`
	NodeName   string   `json:"node_name"`
	Confidence *float64 `json:"confidence"`
	Why        string   `json:"why"`
}

func (a *App) place(ctx context.Context, file string, f placeFlags) error {
	template, err := chain.Load(chain.ID(f.chain))
	if err != nil {
		return err
	}
	model := placement.NewModel(template, placement.Vocabularies(), nil)
	in, err := sheet.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := a.create(f.out)
	if err != nil {
		return err
	}
	placed, total, err := a.placeRows(ctx, in, out, model, f)
	if closing := out.Close(); err == nil {
		err = closing
	}
	if err != nil {
		if f.out != "-" {
			_ = os.Remove(f.out) // nothing half-written stays; the first error is the one to report
		}
		return err
	}
	a.say("%d 家企业，挂链 %d 家，未挂链 %d 家", total, placed, total-placed)
	return nil
}

func (a *App) placeRows(ctx context.Context, in *sheet.File, out io.Writer, m *placement.Model, f placeFlags) (placed, total int, err error) {
	w := newPlacedWriter(out, a.Output == "json")
	var columns map[string]int
	err = in.Rows(ctx, 0, func(r *sheet.Row) error {
		if columns == nil {
			columns, err = placeColumns(r)
			return err
		}
		firm := firmOf(r, columns)
		result := m.Place(firm)
		total++
		kept := 0
		for _, g := range result.Guesses {
			if g.Confidence >= f.sure {
				kept++
				if err := w.write(placedRow{fmt.Sprintf("%d-%d", r.N, kept), firm.Name, string(g.Node), g.Name, &g.Confidence, g.Why}); err != nil {
					return err
				}
			}
		}
		if kept > 0 {
			placed++
			return nil
		}
		if len(result.Guesses) > 0 {
			result.Reason = "把握低于 --sure：" + result.Guesses[0].Name
		}
		return w.write(placedRow{strconv.Itoa(r.N), firm.Name, "", "", nil, result.Reason})
	})
	if err == nil && columns == nil {
		err = fault.New(fault.ErrInvalid, "PLACE_COLUMNS")
	}
	if err != nil {
		return placed, total, err
	}
	return placed, total, w.end(a)
}

// placeColumns reads the header: the field names and all names that people use
// for the fields of an enterprise.
func placeColumns(r *sheet.Row) (map[string]int, error) {
	words := map[string]string{"firm": "name", "name": "name", "industry": "industry", "products": "products", "scope": "scope"}
	kind := fact.KindOf("firm")
	for _, id := range []string{"name", "industry", "products", "scope"} {
		field := kind.Field(id)
		for _, w := range append([]string{field.Label.Zh, field.Label.En}, field.Synonyms...) {
			words[header.Normal(w)] = id
		}
	}
	found := map[string]int{}
	for i := range r.Cells {
		if id, ok := words[header.Normal(r.Cells[i].Text)]; ok {
			if _, twice := found[id]; !twice {
				found[id] = i
			}
		}
	}
	_, name := found["name"]
	if !name || len(found) < 2 {
		return nil, fault.New(fault.ErrInvalid, "PLACE_COLUMNS")
	}
	return found, nil
}

func firmOf(r *sheet.Row, columns map[string]int) placement.Firm {
	text := func(id string) string {
		if i, ok := columns[id]; ok && i < len(r.Cells) {
			return r.Cells[i].Text
		}
		return ""
	}
	return placement.Firm{Name: text("name"), Industry: text("industry"), Products: text("products"), Scope: text("scope")}
}

// placedWriter writes rows as csv at once, or gathers them for JSON.
type placedWriter struct {
	buffer *bufio.Writer
	csv    *csv.Writer
	json   bool
	rows   []placedRow
}

func newPlacedWriter(out io.Writer, json bool) *placedWriter {
	w := &placedWriter{buffer: bufio.NewWriterSize(out, 1<<16), json: json, rows: []placedRow{}}
	w.csv = csv.NewWriter(w.buffer)
	if !json {
		_ = w.csv.Write([]string{"firm", "node", "node_name", "confidence", "why"}) // an error comes back from end
	}
	return w
}

func (w *placedWriter) write(r placedRow) error {
	if w.json {
		w.rows = append(w.rows, r)
		return nil
	}
	sure := ""
	if r.Confidence != nil {
		sure = strconv.FormatFloat(*r.Confidence, 'f', 2, 64)
	}
	return w.csv.Write([]string{r.Firm, r.Node, r.NodeName, sure, r.Why})
}

func (w *placedWriter) end(a *App) error {
	if w.json {
		to := *a
		to.Out = w.buffer
		if err := to.printJSON(map[string]any{"items": w.rows, "total": len(w.rows)}); err != nil {
			return err
		}
		return w.buffer.Flush()
	}
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return err
	}
	return w.buffer.Flush()
}
