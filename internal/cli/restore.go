package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

// asidePrefix begins the name of what a restore put aside.
const asidePrefix = "before-restore-"

func init() { commands = append(commands, restoreCmd) }

func restoreCmd(a *App) *cobra.Command {
	var force, check bool
	cmd := &cobra.Command{
		Use: "restore FILE", Short: "从备份恢复（先停服务） / restore a backup (stop the server first)", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			b, err := openBundle(args[0])
			if err != nil {
				return err
			}
			defer b.Close()
			if check {
				a.say("备份完好：%d 张表，%s。", len(b.manifest.Tables), b.manifest.Made.Format(time.RFC3339))
				a.say("The backup is whole: %d tables, made %s.", len(b.manifest.Tables), b.manifest.Made.Format(time.RFC3339))
				return nil
			}
			if a.Config.DB != "" {
				return a.restorePostgres(cmd.Context(), b, force)
			}
			return a.restoreSQLite(cmd.Context(), b, force)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "put what is there aside and restore in its place")
	cmd.Flags().BoolVar(&check, "check", false, "only check the backup")
	return cmd
}

// restoreSQLite builds the new database in a folder of its own, and only when
// it is whole and sound changes places with the old one, which is kept.
func (a *App) restoreSQLite(ctx context.Context, b *bundle, force bool) error {
	dir := a.Config.Data
	lock, err := store.Lock(dir)
	if err != nil {
		return err
	}
	defer lock.Close()
	full, err := anyKept(dir)
	if err != nil {
		return err
	}
	if full && !force {
		return fault.New(fault.ErrConflict, "RESTORE_FULL", "target", dir)
	}
	fresh, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh) // empty already when all went well
	if err := a.build(ctx, filepath.Join(fresh, "lianzhang.db"), b); err != nil {
		return err
	}
	if err := b.unpackFiles(fresh); err != nil {
		return err
	}
	aside := filepath.Join(dir, asidePrefix+time.Now().UTC().Format("20060102T150405.000Z"))
	if full {
		if err := move(dir, aside); err != nil {
			return errors.Join(err, move(aside, dir))
		}
	}
	if err := move(fresh, dir); err != nil {
		return fmt.Errorf("the old data are in %s: %w", aside, err)
	}
	a.restored(b, full, aside)
	return nil
}

func (a *App) build(ctx context.Context, target string, b *bundle) error {
	db, err := store.Open(ctx, target, time.Now)
	if err != nil {
		return err
	}
	err = db.Restore(ctx, b.manifest.Schema, b.manifest.Tables, b.table)
	if err == nil {
		err = sound(ctx, db)
	}
	return errors.Join(err, db.Close())
}

func sound(ctx context.Context, db *store.DB) error {
	if db.Dialect == store.Postgres {
		return nil // its constraints have held while loading
	}
	found, err := db.Integrity(ctx)
	if err == nil && len(found) > 0 {
		err = withCode(ExitIntegrity, fault.New(fault.ErrInvalid, "BACKUP_DAMAGED", "detail", found[0]))
	}
	return err
}

// restorePostgres puts the tables that are there into a schema of their own
// and fills new ones; when that fails it puts the old ones back.
func (a *App) restorePostgres(ctx context.Context, b *bundle, force bool) error {
	db, err := store.Open(ctx, a.Config.DB, time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	full, err := db.Used(ctx)
	if err != nil {
		return err
	}
	if full && !force {
		return fault.New(fault.ErrConflict, "RESTORE_FULL", "target", a.Config.Shown())
	}
	aside := "before_restore_" + time.Now().UTC().Format("20060102t150405")
	if full {
		if err := db.SetAside(ctx, aside); err != nil {
			return err
		}
	}
	if err := db.Restore(ctx, b.manifest.Schema, b.manifest.Tables, b.table); err != nil {
		return errors.Join(err, db.BringBack(ctx, aside, full))
	}
	if err := os.MkdirAll(a.Config.Data, 0o700); err != nil {
		return err
	}
	if err := b.unpackFiles(a.Config.Data); err != nil {
		return err
	}
	a.restored(b, full, aside)
	return nil
}

func (a *App) restored(b *bundle, full bool, aside string) {
	var rows int64
	for _, t := range b.manifest.Tables {
		rows += t.Rows
	}
	a.say("已恢复 %d 行。Restored %d rows.", rows, rows)
	if full {
		a.say("原数据保留在 %s。What was there is kept in %s.", aside, aside)
	}
}

// anyKept tells whether the data folder holds a database or files.
func anyKept(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if moves(e) {
			return true, nil
		}
	}
	return false, nil
}

// moves tells whether an entry of the data folder changes places in a restore:
// everything but the lock, what is being built and what was put aside before.
func moves(e fs.DirEntry) bool {
	name := e.Name()
	return name != "lianzhang.lock" && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, asidePrefix)
}

// move moves the database and the files of one folder into another.
func move(from, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if moves(e) {
			if err := os.Rename(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
