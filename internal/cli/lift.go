package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"lianzhang/internal/atlas"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
)

// liftFrom shows what would change in a place if the firms of a file landed.
func (a *App) liftFrom(b *atlas.Board, place region.Code, file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	newcomers, err := readNewcomers(in, place)
	if err != nil {
		return withCode(ExitUsage, err)
	}
	lifts, err := b.Lifts(place, newcomers)
	if err != nil {
		return err
	}
	lang := message.ParseLang(a.Config.Lang)
	columns := []string{"id", "class", "score", "hold", "of nation", "hhi", "local supply"}
	return list(a, lifts, columns, func(l diagnosis.Lift) []string {
		pair := func(from, to string) string { return from + " → " + to }
		return []string{
			l.Node, pair(atlas.ClassName(l.From, lang), atlas.ClassName(l.To, lang)), pair(decimals(l.Score, 2), decimals(l.ScoreTo, 2)),
			pair(percent(l.Hold), percent(l.HoldTo)), pair(percent(l.Share), percent(l.ShareTo)), pair(decimals(l.HHI, 2), decimals(l.HHITo, 2)),
			pair(percent(l.Supply), percent(l.SupplyAtMost)),
		}
	})
}

// readNewcomers reads a CSV with a header line; node is required, several nodes
// and rungs are parted by "、" or ";". A place left out is the one judged.
func readNewcomers(in io.Reader, place region.Code) ([]diagnosis.Newcomer, error) {
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil || len(lines) < 2 {
		return nil, fault.New(fault.ErrInvalid, "DIAG_WITH", "line", "1").Because(err)
	}
	at := map[string]int{}
	for i, name := range lines[0] {
		at[strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))] = i
	}
	if _, ok := at["node"]; !ok {
		return nil, fault.New(fault.ErrInvalid, "DIAG_WITH", "line", "1")
	}
	var out []diagnosis.Newcomer
	for i, line := range lines[1:] {
		cell := func(name string) string {
			if k, ok := at[name]; ok {
				return strings.TrimSpace(line[k])
			}
			return ""
		}
		n := diagnosis.Newcomer{
			Name: cell("name"), Region: region.Code(cell("region")), Nodes: several(cell("node")), Amount: diagnosis.Unknown,
			Grade: diagnosis.ParseGrade(cell("value_grade")), Role: cell("role"), Rungs: several(cell("rungs")),
		}
		if n.Region == "" {
			n.Region = place
		}
		if text := cell("amount"); text != "" {
			wan, err := strconv.ParseFloat(text, 64)
			if err != nil || !(wan >= 0 && wan <= 1e8) {
				return nil, fault.New(fault.ErrInvalid, "DIAG_WITH", "line", fmt.Sprint(i+2))
			}
			n.Amount = int64(wan * float64(money.Wan))
		}
		if len(n.Nodes) == 0 || !diagnosis.PlaceCode(n.Region) {
			return nil, fault.New(fault.ErrInvalid, "DIAG_WITH", "line", fmt.Sprint(i+2))
		}
		out = append(out, n)
	}
	return out, nil
}

// several parts a list in one cell.
func several(cell string) []string {
	return strings.FieldsFunc(cell, func(r rune) bool { return r == '、' || r == ';' || r == '；' })
}
