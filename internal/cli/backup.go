package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/internal/fault"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, backupCmd) }

func backupCmd(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "在线备份为一个文件 / back up into one file while the program runs", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.unmigrated(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.backup(ctx, db, args[0]) })
		},
	}
}

// backup writes beside the target first, so that a file with the target's name
// is always whole; an older one is not overwritten.
func (a *App) backup(ctx context.Context, db *store.DB, target string) error {
	if _, err := os.Stat(target); err == nil {
		return fault.New(fault.ErrConflict, "BACKUP_EXISTS", "path", target)
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".lianzhang-backup-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	m, err := pack(ctx, db, a.Config.Data, time.Now(), f)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return err
	}
	var rows int64
	for _, t := range m.Tables {
		rows += t.Rows
	}
	st, err := os.Stat(target)
	if err != nil {
		return err
	}
	if a.Output == "json" {
		return a.printJSON(map[string]any{"id": target, "path": target, "bytes": st.Size(), "rows": rows, "schema": m.Schema, "files": len(m.Files)})
	}
	a.say("已备份到 %s：%d 行，%d 个文件，%d 字节。", target, rows, len(m.Files), st.Size())
	a.say("Backed up to %s: %d rows, %d files, %d bytes.", target, rows, len(m.Files), st.Size())
	return nil
}

// unmigrated runs do with the existing database of this run, as it is.
func (a *App) unmigrated(ctx context.Context, do func(context.Context, *store.DB) error) error {
	if a.Config.DB == "" {
		if _, err := os.Stat(a.Config.Target()); errors.Is(err, fs.ErrNotExist) {
			return fault.New(fault.ErrNotFound, "DB_MISSING", "path", a.Config.Target())
		}
	}
	db, err := store.Open(ctx, a.Config.Target(), time.Now)
	if err != nil {
		return err
	}
	used, err := db.Used(ctx)
	if err == nil && !used {
		err = fault.New(fault.ErrNotFound, "DB_MISSING", "path", a.Config.Shown())
	}
	if err == nil {
		err = do(ctx, db)
	}
	return errors.Join(err, db.Close())
}
