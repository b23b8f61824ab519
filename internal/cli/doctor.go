package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"lianzhang/catalog"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/store"
)

const enoughRoom = 1 << 30 // free bytes below which the doctor warns

func init() { commands = append(commands, doctorCmd) }

func doctorCmd(a *App) *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "检查设置、数据库、磁盘与时钟 / check settings, database, disk and clock", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context()) },
	}
}

// finding is what one check found: ok, warn or fail.
type finding struct {
	ID     string `json:"id"`
	State  string `json:"state"`
	Detail string `json:"detail"`
}

// checkup collects findings.
type checkup struct {
	lang message.Lang
	all  []finding
}

func (c *checkup) add(id, state, detail string) { c.all = append(c.all, finding{id, state, detail}) }

// err notes a failure, in words where it has a code.
func (c *checkup) err(id string, err error) {
	var coded *fault.Coded
	if errors.As(store.Explain(err), &coded) {
		c.add(id, "fail", message.Text(c.lang, coded.Code, coded.Params)+" ["+coded.Code+"]")
		return
	}
	c.add(id, "fail", err.Error())
}

func (a *App) doctor(ctx context.Context) error {
	c := &checkup{lang: message.ParseLang(a.Config.Lang)}
	if wrong := a.Config.Check(); len(wrong) > 0 {
		for _, w := range wrong {
			c.err("config", w)
		}
	} else {
		c.add("config", "ok", a.Config.Shown())
	}
	a.checkFolder(c)
	a.checkDatabase(ctx, c)
	if sets, err := diagnosis.LoadThresholds(catalog.FS, "thresholds"); err != nil {
		c.err("thresholds", err)
	} else {
		c.add("thresholds", "ok", fmt.Sprint(len(sets)))
	}
	err := list(a, c.all, []string{"id", "state", "detail"}, func(f finding) []string { return []string{f.ID, f.State, f.Detail} })
	if err != nil {
		return err
	}
	for _, f := range c.all {
		if f.State == "fail" {
			return withCode(ExitIntegrity, fault.New(fault.ErrConflict, "DOCTOR_FOUND"))
		}
	}
	return nil
}

func (a *App) checkFolder(c *checkup) {
	dir := a.Config.Data
	st, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		c.add("folder", "warn", message.Text(c.lang, "FOLDER_NONE", map[string]string{"dir": dir}))
		return
	}
	if err != nil {
		c.err("folder", err)
		return
	}
	probe, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		c.err("folder", err)
		return
	}
	_ = errors.Join(probe.Close(), os.Remove(probe.Name())) // that it could be made is the answer
	if st.Mode().Perm()&0o077 != 0 {
		c.add("folder", "warn", message.Text(c.lang, "FOLDER_OPEN", map[string]string{"dir": dir, "mode": fmt.Sprintf("%o", st.Mode().Perm())}))
	} else {
		c.add("folder", "ok", dir)
	}
	free, network, err := store.Room(dir)
	if err != nil {
		c.err("disk", err)
		return
	}
	state := "ok"
	if free < enoughRoom {
		state = "warn"
	}
	c.add("disk", state, fmt.Sprintf("%d MiB", free>>20))
	if network != "" {
		c.add("file_system", "warn", message.Text(c.lang, "FOLDER_NETWORK", map[string]string{"dir": dir, "kind": network}))
	}
}

func (a *App) checkDatabase(ctx context.Context, c *checkup) {
	err := a.unmigrated(ctx, func(ctx context.Context, db *store.DB) error {
		c.add("database", "ok", a.Config.Shown())
		have, know, err := db.Versions(ctx)
		if err != nil {
			return err
		}
		state := "ok"
		if have != know {
			state = "fail"
		}
		c.add("schema", state, fmt.Sprintf("%d/%d", have, know))
		found, err := db.Integrity(ctx)
		if err != nil {
			return err
		}
		switch {
		case len(found) == 0:
			c.add("integrity", "ok", "ok")
		case db.Dialect == store.Postgres:
			c.add("integrity", "warn", message.Text(c.lang, "CHECKSUMS_OFF", nil))
		default:
			c.add("integrity", "fail", found[0])
		}
		return a.checkClock(ctx, db, c)
	})
	if errors.Is(err, fault.ErrNotFound) {
		var coded *fault.Coded
		if errors.As(err, &coded) {
			c.add("database", "warn", message.Text(c.lang, coded.Code, coded.Params))
		}
	} else if err != nil {
		c.err("database", err)
	}
	if b, err := thisBuild(ctx); err != nil {
		c.err("sqlite", err)
	} else {
		c.add("sqlite", "ok", b.SQLite) // an old one is refused before anything is opened
	}
}

func (a *App) checkClock(ctx context.Context, db *store.DB, c *checkup) error {
	last, err := db.LastAct(ctx)
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	if now.Before(last) {
		c.add("clock", "fail", message.Text(c.lang, "CLOCK_BACK", map[string]string{"now": now.Format(time.RFC3339), "last": last.Format(time.RFC3339)}))
		return nil
	}
	c.add("clock", "ok", now.Format(time.RFC3339))
	return nil
}
