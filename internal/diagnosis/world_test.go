package diagnosis_test

import (
	"fmt"
	"os"
	"testing"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

const yi = 100_000_000 * 100 // 亿元 in fen

// published reads the set that ships.
func published(t testing.TB) *diagnosis.Thresholds {
	t.Helper()
	body, err := os.ReadFile("../../catalog/thresholds/node-class-2026-01.yaml")
	if err != nil {
		t.Fatal(err)
	}
	set, err := diagnosis.ParseThresholds(body)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// world builds an input step by step. Its chain is ore → cell → car.
type world struct {
	in     diagnosis.Input
	number int
}

const (
	ore = iota
	cell
	car
)

func newWorld() *world {
	w := &world{}
	w.in = diagnosis.Input{
		Chain: "test", Template: "1", Version: 7, Batch: "2026-03-01", Scope: diagnosis.InPlace,
		Nodes:   []diagnosis.Node{{ID: "ore", Stage: "upstream"}, {ID: "cell", Stage: "midstream"}, {ID: "car", Stage: "downstream"}},
		Into:    [][2]int32{{ore, cell}, {cell, car}},
		Library: map[region.Code]diagnosis.Total{},
	}
	return w
}

// gdp gives a place its GDP in 亿元.
func (w *world) gdp(place region.Code, value int64) *world {
	w.in.GDP = append(w.in.GDP, diagnosis.Figure{Region: place, Year: 2024, Value: value * yi, PID: "S" + string(place)})
	return w
}

// provinces gives four provinces a quarter of the nation's GDP each.
func (w *world) provinces() *world {
	for _, p := range []region.Code{"330000", "340000", "350000", "360000"} {
		w.gdp(p, 250)
	}
	return w.gdp(region.Nation, 1000)
}

// firm puts a firm on a node; change may be nil.
func (w *world) firm(place region.Code, node int32, amount int64, change func(*diagnosis.Firm, *diagnosis.Site)) *world {
	w.number++
	f := diagnosis.Firm{PID: fmt.Sprintf("F%03d", w.number), Name: fmt.Sprintf("企业%d", w.number), Region: place, Revenue: amount, ValueAdded: diagnosis.Unknown}
	s := diagnosis.Site{Node: node, Firm: int32(len(w.in.Firms)), Region: place, Amount: amount, Sure: 1, PID: fmt.Sprintf("M%03d", w.number)}
	if change != nil {
		change(&f, &s)
	}
	w.in.Firms = append(w.in.Firms, f)
	w.in.Sites = append(w.in.Sites, s)
	t := w.in.Library[place]
	t.Firms++
	if amount > 0 {
		t.Amount += amount
	}
	w.in.Library[place] = t
	return w
}

// firms puts n equal firms on a node.
func (w *world) firms(n int, place region.Code, node int32, amount int64, change func(*diagnosis.Firm, *diagnosis.Site)) *world {
	for range n {
		w.firm(place, node, amount, change)
	}
	return w
}

func (w *world) search(place region.Code, node int32, on string, coverage float64, found int64) *world {
	w.number++
	w.in.Searches = append(w.in.Searches, diagnosis.Search{PID: fmt.Sprintf("V%03d", w.number), Node: node, Region: place, On: on, By: "经信局", Coverage: coverage, Found: found})
	return w
}

func (w *world) project(place region.Code, node int32, stage string) *world {
	w.number++
	w.in.Projects = append(w.in.Projects, diagnosis.Project{PID: fmt.Sprintf("J%03d", w.number), Name: "项目", Node: node, Region: place, Stage: stage})
	return w
}

func (w *world) institute(place region.Code, node int32) *world {
	w.number++
	w.in.Institutes = append(w.in.Institutes, diagnosis.Institute{PID: fmt.Sprintf("I%03d", w.number), Name: "研究院", Node: node, Region: place})
	return w
}

func (w *world) board(t testing.TB) *diagnosis.Board {
	return diagnosis.Prepare(diagnosis.NewPicture(w.in), published(t))
}

func (w *world) node(t testing.TB, place region.Code, node int) diagnosis.Verdict {
	return w.board(t).Diagnose(place, diagnosis.Options{Named: 5}).Nodes[node]
}

func lead(f *diagnosis.Firm, s *diagnosis.Site) { f.Role = "lead"; s.Grade = diagnosis.High }
func giant(f *diagnosis.Firm, s *diagnosis.Site) {
	f.Rungs = []string{"little_giant"}
	s.Grade = diagnosis.High
}
func low(f *diagnosis.Firm, s *diagnosis.Site) {
	f.Rungs = []string{"little_giant"}
	s.Grade = diagnosis.Low
}
func unsized(f *diagnosis.Firm, s *diagnosis.Site) {
	f.Revenue, s.Amount = diagnosis.Unknown, diagnosis.Unknown
}
