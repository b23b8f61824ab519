package cascade_test

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"lianzhang/internal/engine/cascade"
	"lianzhang/internal/engine/network"
)

// economy is what a cascade needs.
type economy struct {
	net   *network.Network
	firms cascade.Firms
	ess   [][]uint8
}

func (e economy) prepare(t testing.TB, opt cascade.Options) *cascade.Coefficients {
	t.Helper()
	c, err := cascade.New(e.net, e.firms, e.ess, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// table reads a gzipped file of numbers and leaves out its header.
func table(t testing.TB, name string, header int) [][]float64 {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "esri_1000", name+".csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([][]float64, 0, len(rows))
	for _, row := range rows[header:] {
		numbers := make([]float64, len(row))
		for k, cell := range row {
			if numbers[k], err = strconv.ParseFloat(cell, 64); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, numbers)
	}
	return out
}

func reference(t testing.TB) economy {
	t.Helper()
	var e economy
	for _, row := range table(t, "firms", 1) {
		e.firms.Sector = append(e.firms.Sector, uint32(row[1]))
	}
	var links []network.Link
	for _, row := range table(t, "edges", 1) {
		links = append(links, network.Link{Supplier: uint32(row[0]), Buyer: uint32(row[1]), Weight: row[2]})
	}
	for _, row := range table(t, "ess", 0) {
		values := make([]uint8, len(row))
		for k, v := range row {
			values[k] = uint8(v)
		}
		e.ess = append(e.ess, values)
	}
	net, _, err := network.Build(len(e.firms.Sector), links)
	if err != nil {
		t.Fatal(err)
	}
	e.net = net
	return e
}

// The published programs and ours agree for every firm, to the update.
func TestReference(t *testing.T) {
	e := reference(t)
	want := table(t, "esri_sub_eps1e-2", 1)
	opt := cascade.Options{Epsilon: 0.01}
	c := e.prepare(t, opt)
	seeds := make([]uint32, len(want))
	for k, row := range want {
		seeds[k] = uint32(row[0])
	}
	all, err := c.All(context.Background(), seeds, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, row := range want {
		compare(t, "all", row, all[k])
		got, _, err := c.Run(context.Background(), cascade.Failure(seeds[k]))
		if err != nil || !same(got, all[k]) {
			t.Fatalf("firm %v: alone %+v, side by side %+v, %v", row[0], got, all[k], err)
		}
	}
	for _, row := range want[:50] {
		got, _, err := cascade.Plain(e.net, e.firms, e.ess, opt, cascade.Failure(uint32(row[0])))
		if err != nil {
			t.Fatal(err)
		}
		compare(t, "plain", row, got)
	}
}

// In single precision the indices differ by about 1e-6 where the update is the same.
func TestReferenceInSinglePrecision(t *testing.T) {
	e := reference(t)
	c := e.prepare(t, cascade.Options{Epsilon: 0.01, SinglePrecision: true})
	seeds := spreadSeeds(e.net.Len(), e.net.Len())
	all, err := c.All(context.Background(), seeds, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	other := 0
	for k, row := range table(t, "esri_sub_eps1e-2", 1) {
		got := all[k]
		if got.Iterations != int(row[4]) {
			other++
		} else if !(math.Abs(got.Total-row[1]) <= 1e-6) || !(math.Abs(got.Down-row[2]) <= 1e-6) || !(math.Abs(got.Up-row[3]) <= 1e-6) {
			t.Errorf("firm %v: %+v, want %v", row[0], got, row)
		}
	}
	if other > 2 {
		t.Errorf("%d of %d took other numbers of updates", other, len(seeds))
	}
}

// One update earlier the index is what the reference calls esri_prev.
func TestReferenceOneUpdateEarlier(t *testing.T) {
	e := reference(t)
	for _, row := range table(t, "esri_sub_eps1e-2", 1) {
		if row[4] == 1 {
			continue // there it is the share of the firm itself
		}
		opt := cascade.Options{Epsilon: 0.01, MaxIterations: int(row[4]) - 1}
		got, _ := follow(t, e, opt, cascade.Failure(uint32(row[0])))
		if !(math.Abs(got.Total-row[5]) <= 1e-12) || !got.GaveUp {
			t.Fatalf("firm %v: %+v, want %v", row[0], got, row[5])
		}
	}
}

func compare(t *testing.T, how string, want []float64, got cascade.Index) {
	t.Helper()
	for k, v := range [3]float64{got.Total, got.Down, got.Up} {
		if !(math.Abs(v-want[k+1]) <= 1e-12) {
			t.Errorf("%s, firm %v, column %d: %v, want %v", how, want[0], k+1, v, want[k+1])
		}
	}
	if got.Iterations != int(want[4]) {
		t.Errorf("%s, firm %v: %d updates, want %v", how, want[0], got.Iterations, want[4])
	}
}
