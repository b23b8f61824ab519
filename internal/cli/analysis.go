package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lianzhang/internal/fault"
	"lianzhang/internal/plain"
)

// analysis is one run of an analytic command on plain files: what it read, with
// what, what came out. It is told in one line on standard error, and whole with
// --meta; two runs on the same input differ in Seconds and nowhere else.
type analysis struct {
	Command    string           `json:"command"`
	Version    string           `json:"version"`
	Input      map[string]int64 `json:"input"` // sizes: firms, links, industries …
	Parameters map[string]any   `json:"parameters"`
	Result     map[string]any   `json:"result"` // iterations, residual, totals
	Warnings   []string         `json:"warnings"`
	Seconds    float64          `json:"seconds"`

	app     *App
	out     string // -o
	meta    string // --meta
	threads int    // --threads
	order   []string
}

// analysisCmd returns a command on plain files with the flags -o, --meta and
// --threads; work does the run. The caller adds its own flags.
func analysisCmd(a *App, use, short, long string, work func(ctx context.Context, run *analysis) error) *cobra.Command {
	run := &analysis{app: a, Input: map[string]int64{}, Parameters: map[string]any{}, Result: map[string]any{}, Warnings: []string{}}
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			run.Command, run.Version = strings.TrimPrefix(cmd.CommandPath(), "lianzhang "), a.Config.Version
			if run.threads < 1 {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "ANALYSIS_THREADS"))
			}
			start := time.Now()
			if err := work(cmd.Context(), run); err != nil {
				return analysisError(err)
			}
			run.Seconds = time.Since(start).Seconds()
			return run.report()
		},
	}
	cmd.Flags().StringVarP(&run.out, "out", "o", "-", "file to write; - is standard output")
	cmd.Flags().StringVar(&run.meta, "meta", "", "file for what the run read, did and warned of, as JSON")
	cmd.Flags().IntVar(&run.threads, "threads", runtime.GOMAXPROCS(0), "threads; the result does not depend on it")
	return cmd
}

// analysisError gives refused input the exit code of rows with errors.
func analysisError(err error) error {
	var coded *fault.Coded
	if errors.As(err, &coded) && strings.HasPrefix(coded.Code, "PLAIN_") && coded.Kind == fault.ErrInvalid {
		return withCode(ExitRowErrors, err)
	}
	return err
}

// size notes how much was read.
func (r *analysis) size(what string, n int) {
	if _, known := r.Input[what]; !known {
		r.order = append(r.order, what)
	}
	r.Input[what] = int64(n)
}

// warn notes what the reader of the result must know.
func (r *analysis) warn(format string, args ...any) {
	r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
}

// write writes the result to -o, whole or not at all.
func (r *analysis) write(write func(io.Writer) error) error { return r.writeTo(r.out, write) }

// writeTo writes a further result file; an empty path writes nothing.
func (r *analysis) writeTo(path string, write func(io.Writer) error) error {
	switch path {
	case "":
		return nil
	case "-":
		return write(r.app.Out)
	}
	return plain.Create(path, write)
}

// report prints the closing line and writes --meta.
func (r *analysis) report() error {
	var parts []string
	for _, what := range r.order {
		parts = append(parts, fmt.Sprintf("%s %d", what, r.Input[what]))
	}
	for _, what := range slices.Sorted(maps.Keys(r.Result)) {
		value := r.Result[what]
		if value == nil { // not known, or not within the run
			value = "–"
		}
		parts = append(parts, fmt.Sprintf("%s %v", what, value))
	}
	parts = append(parts, fmt.Sprintf("%.2f s", r.Seconds))
	for _, w := range r.Warnings {
		parts = append(parts, "! "+w)
	}
	r.app.say("%s: %s", r.Command, strings.Join(parts, "; "))
	return r.writeTo(r.meta, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	})
}

// progress returns a function that shows how far a long run is, on a terminal
// only and at most ten times a second. It may be called from one goroutine.
func (r *analysis) progress(what string) func(done, total int) {
	f, ok := r.app.Err.(*os.File)
	if !ok || r.app.Quiet || !term.IsTerminal(int(f.Fd())) {
		return func(int, int) {}
	}
	var last time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(last) > 100*time.Millisecond || done == total {
			last = now
			fmt.Fprintf(f, "\r\x1b[K%s %d / %d", what, done, total)
			if done == total {
				fmt.Fprint(f, "\r\x1b[K")
			}
		}
	}
}
