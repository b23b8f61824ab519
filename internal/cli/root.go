// Package cli is the command line: one file for each command; decode, call,
// encode. Data go to standard output, everything else to standard error.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/config"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/store"
)

// Exit codes, documented in docs/operating.md.
const (
	ExitOK          = 0
	ExitError       = 1
	ExitUsage       = 2
	ExitRowErrors   = 3
	ExitAuth        = 4
	ExitNotFound    = 5
	ExitConflict    = 6
	ExitUnavailable = 7
	ExitIntegrity   = 8
	ExitInterrupted = 130
)

// App is what every command shares.
type App struct {
	Config config.Config
	Output string // table, json or csv
	Quiet  bool
	Out    io.Writer
	Err    io.Writer
}

// exitError carries an exit code through cobra.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

// withCode makes the program end with code after printing err.
func withCode(code int, err error) error { return &exitError{code, err} }

// Main runs the program with the given arguments and returns its exit code.
func Main(ctx context.Context, args []string, out, errw io.Writer) int {
	app := &App{Config: config.Default(), Out: out, Err: errw}
	app.Config.Version = release
	root := app.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errw)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return ExitOK
	}
	if ctx.Err() != nil {
		return ExitInterrupted
	}
	app.complain(err)
	return exitCode(err)
}

// complain prints one clear sentence and never a stack trace.
func (a *App) complain(err error) {
	lang := message.ParseLang(a.Config.Lang)
	var coded *fault.Coded
	if errors.As(store.Explain(err), &coded) {
		text := message.Text(lang, coded.Code, coded.Params)
		fmt.Fprintf(a.Err, "%s [%s]\n", text, coded.Code)
		if coded.Cause != nil {
			fmt.Fprintf(a.Err, "  %v\n", coded.Cause)
		}
		return
	}
	fmt.Fprintln(a.Err, err)
}

// unavailable and broken are the codes whose exit code their kind does not tell.
var (
	unavailable = []string{"ADDR_IN_USE", "E_DISK_FULL", "DB_LOST", "DB_BUSY", "DB_READONLY", "DB_IO"}
	broken      = []string{"DB_CORRUPT", "DB_FOREIGN", "BACKUP_DAMAGED"}
)

func exitCode(err error) int {
	var exit *exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	err = store.Explain(err)
	var coded *fault.Coded
	if errors.As(err, &coded) && slices.Contains(unavailable, coded.Code) {
		return ExitUnavailable
	}
	if coded != nil && slices.Contains(broken, coded.Code) {
		return ExitIntegrity
	}
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return ExitNotFound
	case errors.Is(err, fault.ErrConflict):
		return ExitConflict
	case errors.Is(err, fault.ErrForbidden):
		return ExitAuth
	case strings.HasPrefix(err.Error(), "unknown command"), strings.HasPrefix(err.Error(), "unknown flag"), strings.HasPrefix(err.Error(), "unknown shorthand"), strings.Contains(err.Error(), "arg(s)"):
		return ExitUsage
	}
	return ExitError
}

func (a *App) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "lianzhang",
		Short:         "产业链链长制平台 / industry-chain chief system",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	f := root.PersistentFlags()
	f.StringVar(&a.Config.Data, "data", a.Config.Data, "folder of the embedded database and files")
	f.StringVar(&a.Config.DB, "db", a.Config.DB, "postgres:// URL instead of the embedded database")
	f.StringVar(&a.Config.Share, "share", a.Config.Share, "folder of data that ships beside the program")
	f.StringVar(&a.Config.Lang, "lang", a.Config.Lang, "zh or en")
	f.StringVar(&a.Config.Scanner, "scanner", a.Config.Scanner, "virus scanner for files from outside: exec:/path args, clamd://host:port or clamd:/socket")
	f.StringVar(&a.Output, "output", "table", "table, json or csv")
	f.BoolVarP(&a.Quiet, "quiet", "q", false, "no messages on standard error")
	for _, add := range commands {
		root.AddCommand(add(a))
	}
	return root
}

// commands are the commands of the program; each file adds its own.
var commands []func(*App) *cobra.Command

// open opens and migrates the database of this run.
func (a *App) open(ctx context.Context) (*store.DB, error) {
	db, err := store.Open(ctx, a.Config.Target(), time.Now)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// printJSON writes v as indented JSON on standard output.
func (a *App) printJSON(v any) error {
	enc := json.NewEncoder(a.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// say writes a message on standard error unless it was asked to be quiet.
func (a *App) say(format string, args ...any) {
	if !a.Quiet {
		fmt.Fprintf(a.Err, format+"\n", args...)
	}
}

// create opens an output file for writing; "-" is standard output.
func (a *App) create(path string) (io.WriteCloser, error) {
	if path == "-" || path == "" {
		return nopCloser{a.Out}, nil
	}
	return os.Create(path)
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
