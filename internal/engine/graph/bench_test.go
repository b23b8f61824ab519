package graph_test

import (
	"context"
	"sync"
	"testing"

	"lianzhang/internal/engine/graph"
	"lianzhang/internal/engine/network"
)

// Invented economies; with -short the large one has a tenth of the firms.
var (
	large = sync.OnceValue(func() *network.Network {
		if testing.Short() {
			return network.Sample(100_000, 42).Net
		}
		return network.Sample(1_000_000, 42).Net
	})
	middle = sync.OnceValue(func() *network.Network { return network.Sample(10_000, 42).Net })
)

const threads = 2

func BenchmarkPageRank(b *testing.B) {
	net := large()
	b.ReportMetric(float64(net.Links()), "links")
	for b.Loop() {
		p, err := graph.PageRank(net, false, 0.85, 1e-12, 1000, threads)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(p.Iterations), "iterations")
	}
}

func BenchmarkPageRankByWeight(b *testing.B) {
	net := large()
	for b.Loop() {
		p, err := graph.PageRank(net, true, 0.85, 1e-12, 1000, threads)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(p.Iterations), "iterations")
	}
}

func BenchmarkHITS(b *testing.B) {
	net := large()
	for b.Loop() {
		h, err := graph.HITS(net, 1e-13, 1000, threads)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(h.Iterations), "products")
	}
}

func BenchmarkStrong(b *testing.B) {
	net := large()
	for b.Loop() {
		b.ReportMetric(float64(graph.Strong(net).Count), "components")
	}
}

func BenchmarkWeak(b *testing.B) {
	net := large()
	for b.Loop() {
		b.ReportMetric(float64(graph.Weak(net).Count), "components")
	}
}

// With the projection to ties, as for cut points.
func BenchmarkCores(b *testing.B) {
	net := large()
	for b.Loop() {
		graph.Cores(graph.Project(net, graph.Equal, threads))
	}
}

func BenchmarkProject(b *testing.B) {
	net := large()
	for b.Loop() {
		graph.Project(net, graph.Equal, threads)
	}
}

func BenchmarkCutPoints(b *testing.B) {
	net := large()
	for b.Loop() {
		cuts := graph.CutPoints(graph.Project(net, graph.Equal, threads))
		b.ReportMetric(float64(len(cuts.Bridges)), "bridges")
	}
}

func BenchmarkStructuralHoles(b *testing.B) {
	net := large()
	for b.Loop() {
		graph.StructuralHoles(graph.Project(net, graph.Count, threads), threads)
	}
}

func BenchmarkBetweenness(b *testing.B) {
	net := middle()
	b.ReportMetric(float64(net.Links()), "links")
	for b.Loop() {
		if _, err := graph.Betweenness(context.Background(), net, threads); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBetweennessByWeight(b *testing.B) {
	net := middle()
	for b.Loop() {
		if _, err := graph.BetweennessByWeight(context.Background(), net, threads); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCloseness(b *testing.B) {
	net := middle()
	for b.Loop() {
		if _, err := graph.Closeness(context.Background(), net, threads); err != nil {
			b.Fatal(err)
		}
	}
}
