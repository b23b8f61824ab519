package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/message"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, importCmd) }

// importFlags are the options of lianzhang import.
type importFlags struct {
	intake.Options
	dryRun bool
	mine   bool
	theirs bool
	errors string
}

func importCmd(a *App) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import KIND FILE…",
		Short: "导入表格 / import spreadsheets",
		Long: `导入 xlsx 或 csv 表格。KIND 为数据种类：` + strings.Join(kindWords(), "、") + `。
先检查后写入；有一行出错则整个文件不写入，除非给出 --partial。
退出码：0 成功，3 有行出错或文件被拒收。`,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.mine {
				f.Settle = intake.Mine
			} else if f.theirs {
				f.Settle = intake.Theirs
			}
			return a.importFiles(cmd.Context(), args[0], args[1:], f)
		},
	}
	cmd.AddCommand(a.importLsCmd(), a.importUndoCmd())
	flags := cmd.Flags()
	flags.BoolVar(&f.mine, "mine", false, "settle every EDIT_CONFLICT with the value of the sheet")
	flags.BoolVar(&f.theirs, "theirs", false, "settle every EDIT_CONFLICT with the value on record")
	cmd.MarkFlagsMutuallyExclusive("mine", "theirs")
	flags.BoolVarP(&f.dryRun, "dry-run", "n", false, "check only, write nothing")
	flags.StringVar(&f.errors, "errors", "", "write a workbook with the marked cells to this file")
	flags.StringVar(&f.errors, "report", "", "the same as --errors")
	flags.BoolVar(&f.Partial, "partial", false, "import the rows without errors")
	flags.BoolVar(&f.Stubs, "stubs", false, "make records for unknown enterprises that rows refer to")
	flags.BoolVar(&f.SkipHidden, "skip-hidden", false, "leave hidden rows out")
	flags.StringSliceVar(&f.Sheets, "sheet", nil, "read only this sheet (may be repeated)")
	flags.StringVar(&f.Source, "source", "", "where the data come from; the file's name if not given")
	flags.StringVar(&f.AsOf, "as-of", "", "date of the data: 2025, 2025Q3, 2025-06 or 2025-06-30")
	flags.StringVar(&f.IndustryEdition, "industry-edition", "", "edition of GB/T 4754 of the codes in the file: 2011 or 2017; by default what the sheet says")
	return cmd
}

// kindWords are the words for kinds on the command line.
func kindWords() []string {
	var words []string
	for _, k := range fact.Kinds() {
		words = append(words, k.Import)
	}
	return words
}

// importKind finds a kind by the word of the command line or by its name.
func importKind(word string) (*fact.Kind, error) {
	kind := fact.KindOf(word)
	if kind == nil {
		return nil, withCode(ExitUsage, fault.New(fault.ErrInvalid, "IMPORT_KIND", "kind", word, "kinds", strings.Join(kindWords(), ", ")))
	}
	return kind, nil
}

// importResult is the contract of import --output json.
type importResult struct {
	Rows     int             `json:"rows"`
	New      int             `json:"new"`
	Changed  int             `json:"changed"`
	Same     int             `json:"same"`
	Findings []importFinding `json:"findings"`
}

type importFinding struct {
	Sheet      string `json:"sheet"`
	Row        int    `json:"row"`
	Cell       string `json:"cell"`
	Code       string `json:"code"`
	Severity   string `json:"severity"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

func (a *App) importFiles(ctx context.Context, word string, files []string, f importFlags) error {
	kind, err := importKind(word)
	if err != nil {
		return err
	}
	if os.Getenv("GOGC") == "" {
		// Most of the memory is the database's. What the rows leave behind is
		// cleared away sooner, for a tenth more processor time.
		debug.SetGCPercent(40)
	}
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	total := importResult{Findings: []importFinding{}}
	bad := false
	for _, file := range files {
		report, err := a.importFile(ctx, db, kind, file, f)
		if err != nil {
			return err
		}
		bad = bad || report.Errors > 0
		total.add(report, message.ParseLang(a.Config.Lang))
	}
	if err := a.showImport(total, f.dryRun, bad && !f.Partial); err != nil {
		return err
	}
	if bad {
		return withCode(ExitRowErrors, errQuiet)
	}
	return nil
}

// importFile checks one file and, unless asked not to, commits it.
func (a *App) importFile(ctx context.Context, db *store.DB, kind *fact.Kind, file string, f importFlags) (*intake.Report, error) {
	size, sum, err := intake.Sum(file)
	if err != nil {
		return nil, err
	}
	verdict, err := scan.File(ctx, scan.Must(a.Config.Scanner), file)
	if err != nil {
		return nil, err
	}
	options, err := json.Marshal(f.Options)
	if err != nil {
		return nil, err
	}
	im := store.Import{Kind: kind.Name, FileName: intake.SafeName(file), SHA256: sum, Size: size, Path: file, State: intake.Previewed, Options: options, Verdict: string(verdict)}
	var report *intake.Report
	err = db.Read(ctx, access.System(), func(tx *store.Tx) error {
		report, err = intake.Look(ctx, tx, &im)
		return err
	})
	if err != nil {
		return nil, err
	}
	if f.errors != "" {
		if err := a.writeMarked(ctx, db, &im, f.errors); err != nil {
			return nil, err
		}
	}
	if f.dryRun || report.Refused || report.Errors > 0 && !f.Partial {
		return report, nil
	}
	err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
		im.ID, im.PID = 0, ""
		if err := tx.AddImport(ctx, &im); err != nil {
			return err
		}
		_, err := intake.Take(ctx, tx, &im, a.importProgress(report.Rows))
		if err != nil {
			return err
		}
		im.Path = "" // the file stays with its owner
		return tx.SaveImport(ctx, &im)
	})
	if err != nil {
		return nil, err
	}
	a.say("导入 %s：%s", im.PID, im.FileName)
	return report, nil
}

// importProgress shows progress on a terminal and nothing elsewhere.
func (a *App) importProgress(total int) func(int) {
	f, ok := a.Err.(*os.File)
	if !ok || a.Quiet {
		return nil
	}
	if st, err := f.Stat(); err != nil || st.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(rows int) { fmt.Fprintf(f, "\r%d / %d", rows, total) }
}

func (t *importResult) add(r *intake.Report, lang message.Lang) {
	t.Rows += r.Rows
	t.New += r.New
	t.Changed += r.Changed
	t.Same += r.Same
	for i := range r.Findings {
		f := &r.Findings[i]
		t.Findings = append(t.Findings, importFinding{f.Sheet, f.Row, f.Cell, f.Code, string(f.Severity), f.Message(lang), f.Suggestion(lang)})
	}
}

// errQuiet ends the program with an exit code and without another sentence.
var errQuiet = errors.New("")

func (a *App) showImport(t importResult, dry, failed bool) error {
	lines := [][]string{{"severity", "sheet", "cell", "code", "message", "suggestion"}}
	for _, f := range t.Findings {
		where := f.Cell
		if where == "" && f.Row > 0 {
			where = strconv.Itoa(f.Row)
		}
		lines = append(lines, []string{f.Severity, f.Sheet, where, f.Code, f.Message, f.Suggestion})
	}
	switch a.Output {
	case "json":
		return a.printJSON(t)
	case "csv":
		w := csv.NewWriter(a.Out)
		if err := w.WriteAll(lines); err != nil {
			return err
		}
		return nil
	case "table":
		if len(lines) > 1 {
			if err := a.align(lines); err != nil {
				return err
			}
		}
		done := "导入完成"
		if dry || failed {
			done = "仅检查，未写入"
		}
		a.say("%s：%d 行，新增 %d，更新 %d，相同 %d", done, t.Rows, t.New, t.Changed, t.Same)
		return nil
	}
	return withCode(ExitUsage, fault.New(fault.ErrInvalid, "OUTPUT_UNKNOWN", "output", a.Output))
}

// writeMarked writes the workbook with the marked cells.
func (a *App) writeMarked(ctx context.Context, db *store.DB, im *store.Import, path string) error {
	out, err := a.create(path)
	if err != nil {
		return err
	}
	err = db.Read(ctx, access.System(), func(tx *store.Tx) error {
		return intake.Marked(ctx, tx, im, message.ParseLang(a.Config.Lang), out)
	})
	return errors.Join(err, out.Close())
}
