package cli

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/engine/pairing"
	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

func init() { matchCommands = append(matchCommands, searchCmd) }

// searchFlags are the options of lianzhang match search.
type searchFlags struct {
	docs, query, queries, weights string
	top, pool                     int
}

func searchCmd(a *App) *cobra.Command {
	var f searchFlags
	cmd := analysisCmd(a, "search", "候选检索：BM25、硬条件、加权重排 / candidates by words, conditions and weights",
		`按文字从供给中检索候选：中文按相邻两字，其他文字按词，BM25 打分。
docs.csv：id,text 及可选列 category,capacity,region,certificate，另可有任意数值列。
查询用 --query 文字，或 --queries q.csv：id,text 及可选列 category,capacity,region,certificate，非空即为硬条件：
category、region 须相同（region 可列多个，用 ; 隔开），capacity 不得小于，certificate 所列须全部具备（用 ; 隔开）。
供给的该项是空的，无从证明符合，不列入，家数在运行报告中说明。
--weights text=0.7,capacity=0.3：先取 --pool 个，再按加权分重排，各项在这些候选中化为 0 到 1。
结果列为 query,rank,id,score。`,
		func(_ context.Context, run *analysis) error { return f.run(run) })
	fl := cmd.Flags()
	fl.StringVar(&f.docs, "docs", "", "table id,text and optionally category,capacity,region,certificate, numbers")
	fl.StringVar(&f.query, "query", "", "words to look for")
	fl.StringVar(&f.queries, "queries", "", "table id,text and optionally category,capacity,region,certificate instead")
	fl.StringVar(&f.weights, "weights", "", "weights for ranking anew, such as text=0.7,capacity=0.3")
	fl.IntVar(&f.top, "top", 10, "candidates for each query")
	fl.IntVar(&f.pool, "pool", 100, "candidates that are ranked anew")
	_ = cmd.MarkFlagRequired("docs") // the flag exists
	return cmd
}

func (f *searchFlags) run(run *analysis) error {
	if (f.query == "") == (f.queries == "") {
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "MATCH_QUERY"))
	}
	if f.top < 1 || f.pool < f.top {
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "MATCH_TOP"))
	}
	weigh, err := parseWeights(f.weights)
	if err != nil {
		return err
	}
	offers, err := readOffers(f.docs, weigh.names)
	if err != nil {
		return err
	}
	asks := []ask{{id: "1", text: f.query}}
	if f.queries != "" {
		if asks, err = readAsks(f.queries); err != nil {
			return err
		}
	}
	run.size("documents", len(offers.ids))
	run.size("queries", len(asks))
	run.Parameters["top"], run.Parameters["k1"], run.Parameters["b"] = f.top, 1.2, 0.75
	if weigh.names != nil {
		run.Parameters["weights"], run.Parameters["pool"] = f.weights, f.pool
	}
	library := pairing.NewLibrary(offers.texts)
	var rows [][]string
	unproven := map[int]bool{}
	for _, q := range asks {
		for at, h := range f.find(library, offers, q, weigh, unproven) {
			rows = append(rows, []string{q.id, strconv.Itoa(at + 1), offers.ids[h.Doc], plain.Number(h.Score)})
		}
	}
	if len(unproven) > 0 {
		run.warn("%d 个供给缺少硬条件所需的信息，未列入 / %d documents lack what a condition asks for", len(unproven), len(unproven))
	}
	return run.write(func(w io.Writer) error {
		return plain.WriteTable(w, []string{"query", "rank", "id", "score"}, func(i int) []string {
			if i == len(rows) {
				return nil
			}
			return rows[i]
		})
	})
}

// find returns the candidates of one query, and notes those that might fit but
// lack what would show it.
func (f *searchFlags) find(l *pairing.Library, o *offers, q ask, w *weightList, unproven map[int]bool) []pairing.Hit {
	k := f.top
	if w.names != nil {
		k = f.pool
	}
	hits := l.Search(q.text, k, func(d int) bool {
		fits, known := q.fits(o.of[d])
		if !known {
			unproven[d] = true
		}
		return fits && known
	})
	if w.names != nil {
		var features []float64
		for _, h := range hits {
			features = append(features, o.features[h.Doc*len(w.names):(h.Doc+1)*len(w.names)]...)
		}
		hits = pairing.Rerank(hits, features, w.weight)
	}
	return hits[:min(f.top, len(hits))]
}

// traits are what conditions are about; empty is unknown.
type traits struct {
	category, region, certificate string
	capacity                      float64
	capacityKnown                 bool
}

// ask is one query; its traits are conditions where they are given.
type ask struct {
	id, text string
	need     traits
}

// fits tells whether an offer meets the conditions. It is not known when none is
// broken but the offer says nothing about one.
func (q ask) fits(o traits) (fits, known bool) {
	fits, known = true, true
	check := func(asked, told, met bool) {
		switch {
		case asked && !told:
			known = false
		case asked && !met:
			fits = false
		}
	}
	check(q.need.category != "", o.category != "", o.category == q.need.category)
	check(q.need.region != "", o.region != "", slices.Contains(parts(q.need.region), o.region))
	check(q.need.capacityKnown, o.capacityKnown, o.capacity >= q.need.capacity)
	have := parts(o.certificate)
	check(q.need.certificate != "", o.certificate != "", !slices.ContainsFunc(parts(q.need.certificate), func(c string) bool { return !slices.Contains(have, c) }))
	return fits, known || !fits
}

// parts splits a cell that lists several.
func parts(cell string) []string {
	list := strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '；' })
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}
