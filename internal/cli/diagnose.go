package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/atlas"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, diagnoseCmd) }

// diagnoseFlags are what lianzhang diagnose is asked for.
type diagnoseFlags struct {
	region     string
	regions    string
	thresholds string
	scope      string
	out        string
	keep       bool
	with       string
}

func diagnoseCmd(a *App) *cobra.Command {
	var f diagnoseFlags
	cmd := &cobra.Command{
		Use:   "diagnose CHAIN",
		Short: "诊断产业链各环节 / judge every node of a chain",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.diagnose(ctx, db, args[0], f) })
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.region, "region", string(region.Nation), "place to judge: division or park code")
	fl.StringVar(&f.regions, "regions", "", "several places: provinces, or codes with commas")
	fl.StringVar(&f.thresholds, "thresholds", "", "file with the thresholds; default: the newest that ships and is not younger than the data")
	fl.StringVar(&f.scope, "scope", string(diagnosis.InPlace), "in_place or registered")
	fl.StringVarP(&f.out, "out", "o", "", "write to FILE.json, FILE.xlsx or FILE.svg")
	fl.StringVar(&f.with, "with", "", "CSV of firms that might land (name,region,node,amount,value_grade,role,rungs): show what would change; amount in 万元")
	fl.BoolVar(&f.keep, "keep", false, "keep the diagnosis, to see later what changed")
	return cmd
}

func (a *App) diagnose(ctx context.Context, db *store.DB, id string, f diagnoseFlags) error {
	at := atlas.New(db)
	place := region.Nation // several places are judged on one map
	if f.regions == "" {
		place = region.Code(f.region)
	}
	template, err := at.Map(ctx, id, place)
	if err != nil {
		return err
	}
	ask := atlas.Ask{Template: template, Scope: diagnosis.Scope(f.scope)}
	if ask.Scope != diagnosis.InPlace && ask.Scope != diagnosis.Registered {
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "INVALID", "detail", "--scope "+f.scope))
	}
	if f.thresholds != "" {
		body, err := os.ReadFile(f.thresholds)
		if err != nil {
			return err
		}
		if ask.Set, err = diagnosis.ParseThresholds(body); err != nil {
			return err
		}
	}
	board, err := at.Board(ctx, ask)
	if err != nil {
		return err
	}
	places, err := placesAsked(board, f)
	if err != nil {
		return withCode(ExitUsage, err)
	}
	if f.with != "" {
		return a.liftFrom(board, places[0], f.with)
	}
	results := board.Results(places)
	if f.keep {
		for _, r := range results {
			if err := a.keep(ctx, db, board, r); err != nil {
				return err
			}
		}
	}
	if f.out != "" {
		return a.writeDiagnosis(board, results, f.out)
	}
	return a.showDiagnosis(board, results)
}

// placesAsked reads --region and --regions.
func placesAsked(b *atlas.Board, f diagnoseFlags) ([]region.Code, error) {
	codes := []string{f.region}
	switch {
	case f.regions == "provinces":
		return b.Places(region.LevelProvince), nil
	case f.regions != "":
		codes = strings.Split(f.regions, ",")
	}
	var places []region.Code
	for _, c := range codes {
		place := region.Code(strings.TrimSpace(c))
		if !diagnosis.PlaceCode(place) {
			return nil, fault.New(fault.ErrInvalid, "DIAG_REGION_UNKNOWN", "region", string(place))
		}
		places = append(places, place)
	}
	return places, nil
}

func (a *App) keep(ctx context.Context, db *store.DB, b *atlas.Board, r *diagnosis.Result) error {
	kept, err := atlas.Keep(b, r)
	if err != nil {
		return err
	}
	return db.Write(ctx, access.System(), func(tx *store.Tx) error {
		pid, err := tx.KeepDiagnosis(ctx, kept)
		if err == nil {
			a.say("%s %s %s", r.Chain, r.Region, pid)
		}
		return err
	})
}

// verdictRow is one node of one place as the command line lists it.
type verdictRow struct {
	Region region.Code `json:"region"`
	diagnosis.Verdict
	name string
}

func (a *App) showDiagnosis(b *atlas.Board, results []*diagnosis.Result) error {
	lang := message.ParseLang(a.Config.Lang)
	if a.Output == "json" {
		return a.printJSON(asked(results))
	}
	var rows []verdictRow
	for _, r := range results {
		for i, v := range r.Nodes {
			rows = append(rows, verdictRow{r.Region, v, b.Template.Nodes[i].Name.Zh})
		}
		for _, w := range r.Warnings {
			a.say("%s %s", r.Region, message.Text(lang, w.Code, w.Params))
		}
	}
	columns := []string{"region", "id", "node", "class", "score", "hold", "confidence", "firms", "of nation", "lq", "reasons"}
	return list(a, rows, columns, func(r verdictRow) []string {
		reasons := make([]string, len(r.Reasons))
		for i, code := range r.Reasons {
			reasons[i] = atlas.Reason(code, lang)
		}
		class := atlas.ClassName(r.Class, lang)
		if r.Unstable {
			class += "?"
		}
		return []string{string(r.Region), r.ID, r.name, class, decimals(r.Score, 2), percent(r.Hold), r.Confidence,
			strconv.FormatInt(r.Measures.Firms, 10), percent(r.Measures.NationalShare), decimals(r.Measures.LQ, 2), strings.Join(reasons, "；")}
	})
}

// asked is one result as it is, or several as a list.
func asked(results []*diagnosis.Result) any {
	if len(results) == 1 {
		return results[0]
	}
	return map[string]any{"items": results, "total": len(results)}
}

func decimals(x *float64, n int) string {
	if x == nil {
		return "—"
	}
	return strconv.FormatFloat(*x, 'f', n, 64)
}

func percent(x *float64) string {
	if x == nil {
		return "—"
	}
	return strconv.FormatFloat(*x*100, 'f', 1, 64) + "%"
}

// writeDiagnosis writes the file asked for, once everything to write is there.
func (a *App) writeDiagnosis(b *atlas.Board, results []*diagnosis.Result, file string) error {
	lang := message.ParseLang(a.Config.Lang)
	var body bytes.Buffer
	switch strings.ToLower(filepath.Ext(file)) {
	case ".json":
		raw, err := atlas.Canonical(asked(results))
		if err != nil {
			return err
		}
		body.Write(raw)
	case ".xlsx":
		if _, err := atlas.Book(b, results, lang).WriteTo(&body); err != nil {
			return err
		}
	case ".svg":
		if len(results) != 1 {
			return withCode(ExitUsage, fault.New(fault.ErrInvalid, "DIAG_ONE_PICTURE"))
		}
		body.Write(atlas.SVG(b, results[0], lang))
	default:
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "DIAG_FORMAT", "file", file))
	}
	if err := os.WriteFile(file, body.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}
