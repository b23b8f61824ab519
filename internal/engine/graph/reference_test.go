package graph_test

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
)

// rows reads a table of testdata by column.
func table(t testing.TB, name string) map[string][]float64 {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	cells, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string][]float64{}
	for j, column := range cells[0] {
		for _, row := range cells[1:] {
			v, err := strconv.ParseFloat(row[j], 64)
			if err != nil {
				t.Fatal(err)
			}
			columns[column] = append(columns[column], v)
		}
	}
	return columns
}

func reference(t testing.TB) *network.Network {
	t.Helper()
	c := table(t, "links.csv.gz")
	var links []network.Link
	for i, s := range c["supplier"] {
		links = append(links, network.Link{Supplier: uint32(s), Buyer: uint32(c["buyer"][i]), Weight: c["weight"][i]})
	}
	net, _, err := network.Build(1000, links)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// near compares within 1e-9 of the value; the peers leave rounding of 1e-15 where nothing is.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	bad := 0
	for i, w := range want {
		if math.IsNaN(w) != math.IsNaN(got[i]) || math.Abs(got[i]-w) > 1e-9*math.Abs(w)+1e-15 {
			if bad++; bad < 4 {
				t.Errorf("%s of %d: %v, want %v", what, i, got[i], w)
			}
		}
	}
	if bad > 0 {
		t.Errorf("%s: %d values differ", what, bad)
	}
}

func floats[T uint32 | int | bool](values []T) []float64 {
	f := make([]float64, len(values))
	for i, v := range values {
		switch x := any(v).(type) {
		case uint32:
			f[i] = float64(x)
		case bool:
			if x {
				f[i] = 1
			}
		}
	}
	return f
}

func TestReferenceNodes(t *testing.T) {
	net, want, ctx := reference(t), table(t, "nodes.csv.gz"), t.Context()
	for _, threads := range []int{1, 3} {
		b, err := graph.Betweenness(ctx, net, threads)
		fail(t, err)
		near(t, "betweenness", b, want["betweenness"])
		b, err = graph.BetweennessByWeight(ctx, net, threads)
		fail(t, err)
		near(t, "betweenness by weight", b, want["betweenness_weighted_inv"])
		p, err := graph.PageRank(net, false, 0.85, 1e-12, 1000, threads)
		fail(t, err)
		near(t, "PageRank", p.Of, want["pagerank"])
		p, err = graph.PageRank(net, true, 0.85, 1e-12, 1000, threads)
		fail(t, err)
		near(t, "PageRank by weight", p.Of, want["pagerank_weighted"])
		h, err := graph.HITS(net, 1e-13, 500, threads)
		fail(t, err)
		near(t, "hub", h.Hub, want["hub"])
		near(t, "authority", h.Authority, want["authority"])
		t.Logf("HITS: %d pairs of products, residual %g", h.Iterations, h.Residual)
		k, err := graph.Katz(net, 0.01, 1e-15, 1000, threads)
		fail(t, err)
		near(t, "Katz", k.Of, want["katz_0.01"])
		c, err := graph.Closeness(ctx, net, threads)
		fail(t, err)
		near(t, "closeness", c, want["closeness_out"])
	}
	ties := graph.Project(net, graph.Equal, 2)
	near(t, "core", floats(graph.Cores(ties)), want["core_undirected_simple"])
	near(t, "core by links", floats(graph.CoresByLinks(net)), want["core_total_degree"])
	near(t, "strong component", floats(graph.Strong(net).Smallest()), want["scc"])
	near(t, "weak component", floats(graph.Weak(net).Smallest()), want["wcc"])
	near(t, "articulation", floats(graph.CutPoints(ties).Articulation), want["articulation"])
}

func fail(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestReferenceBridges(t *testing.T) {
	got := graph.CutPoints(graph.Project(reference(t), graph.Equal, 1)).Bridges
	if want := [][2]uint32{{117, 546}, {275, 360}, {302, 387}, {378, 944}, {411, 821}}; !slices.Equal(got, want) {
		t.Errorf("bridges %v, want %v", got, want)
	}
}
