package cli

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// release is set by the build: -ldflags "-X lianzhang/internal/cli.release=v1.2.3".
var release = "dev"

func init() { commands = append(commands, versionCmd) }

// build is what this binary says of itself.
type build struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Go      string `json:"go"`
	SQLite  string `json:"sqlite"`
	OS      string `json:"os"`
}

func thisBuild(ctx context.Context) (build, error) {
	b := build{Version: release, Commit: "unknown", Go: runtime.Version(), OS: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				b.Commit = s.Value
			}
		}
	}
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return b, err
	}
	defer db.Close()
	return b, db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&b.SQLite)
}

func versionCmd(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "版本 / version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := thisBuild(cmd.Context())
			if err != nil {
				return err
			}
			if a.Output == "json" {
				return a.printJSON(b)
			}
			_, err = fmt.Fprintf(a.Out, "lianzhang %s (%s) %s %s SQLite %s\n", b.Version, b.Commit, b.Go, b.OS, b.SQLite)
			return err
		},
	}
}
