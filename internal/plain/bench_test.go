package plain_test

import (
	"os"
	"path/filepath"
	"testing"

	"lianzhang/internal/plain"
)

// The folder of lianzhang network sample --firms 1000000, with links.csv,
// links.csv.gz and links.snapshot; the benchmarks are left out without it.
func sample(b *testing.B, name string) (*plain.Firms, string) {
	b.Helper()
	dir := os.Getenv("LIANZHANG_BENCH_NETWORK")
	if dir == "" {
		b.Skip("LIANZHANG_BENCH_NETWORK is not set")
	}
	firms, err := plain.ReadFirms(filepath.Join(dir, "firms.csv"), nil, func(*plain.Table) error { return nil })
	if err != nil {
		b.Fatal(err)
	}
	return firms, filepath.Join(dir, name)
}

func benchmarkLinks(b *testing.B, name string) {
	firms, path := sample(b, name)
	for b.Loop() {
		net, _, err := plain.ReadLinks(path, firms)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(net.Links()), "links")
	}
}

func BenchmarkLinksCSV(b *testing.B)      { benchmarkLinks(b, "links.csv") }
func BenchmarkLinksGzip(b *testing.B)     { benchmarkLinks(b, "links.csv.gz") }
func BenchmarkLinksSnapshot(b *testing.B) { benchmarkLinks(b, "links.snapshot") }

func BenchmarkFirms(b *testing.B) {
	_, path := sample(b, "firms.csv")
	for b.Loop() {
		if _, err := plain.ReadFirms(path, []string{"sector"}, func(t *plain.Table) error { _, err := t.Sector(0); return err }); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteSnapshot(b *testing.B) {
	firms, path := sample(b, "links.csv")
	net, repairs, err := plain.ReadLinks(path, firms)
	if err != nil {
		b.Fatal(err)
	}
	out := filepath.Join(filepath.Dir(path), "links.snapshot")
	for b.Loop() {
		f, err := os.Create(out)
		if err != nil {
			b.Fatal(err)
		}
		if err := plain.WriteSnapshot(f, firms, net, repairs); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
