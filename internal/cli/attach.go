package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/attachment"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/intake"
	"lianzhang/internal/message"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, attachCmd) }

func attachCmd(a *App) *cobra.Command {
	cmd := &cobra.Command{Use: "attach", Short: "记录的附件 / files on records"}
	class, output := "internal", ""
	add := &cobra.Command{
		Use: "add KIND ID FILE…", Short: "挂附件 / hang files on a record", Args: cobra.MinimumNArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				return a.attach(ctx, db, args[0], args[1], class, args[2:])
			})
		},
	}
	add.Flags().StringVar(&class, "class", class, "who may see it: public, internal, sensitive or core")
	get := &cobra.Command{
		Use: "get ATTACHMENT", Short: "取出附件 / write the bytes of a file", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.attached(ctx, db, args[0], output) })
		},
	}
	get.Flags().StringVarP(&output, "file", "o", "-", "file to write; - is standard output")
	cmd.AddCommand(add, get,
		&cobra.Command{Use: "ls KIND ID", Short: "列出附件 / list the files on a record", Args: cobra.ExactArgs(2), RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error { return a.listAttached(ctx, db, args[0], args[1]) })
		}},
		&cobra.Command{Use: "rm ATTACHMENT", Short: "删除附件（30 天内可恢复） / put a file into the bin", Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				return db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.RemoveAttachment(ctx, args[0]) })
			})
		}},
		&cobra.Command{Use: "restore ATTACHMENT", Short: "恢复附件 / take a file out of the bin", Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return a.within(cmd.Context(), func(ctx context.Context, db *store.DB) error {
				return db.Write(ctx, access.System(), func(tx *store.Tx) error {
					_, err := tx.RestoreAttachment(ctx, args[0])
					return err
				})
			})
		}})
	return cmd
}

func (a *App) attach(ctx context.Context, db *store.DB, word, id, class string, files []string) error {
	kind, err := importKind(word)
	if err != nil {
		return err
	}
	level, err := access.ParseClass(class)
	if err != nil {
		return withCode(ExitUsage, fault.New(fault.ErrInvalid, "INVALID", "detail", "--class "+class))
	}
	var added []attachment.Attachment
	for _, file := range files {
		one, err := a.attachOne(ctx, db, attachment.Attachment{ID: fact.NewPID(attachment.Prefix), Kind: kind.Name, Subject: id, Name: intake.SafeName(file), Class: level}, file)
		if err != nil {
			return err
		}
		if scan.Verdict(one.Verdict) == scan.Eicar {
			a.say("%s", message.Text(message.ParseLang(a.Config.Lang), "FILE_EICAR", nil)+" [FILE_EICAR]")
		}
		added = append(added, one)
	}
	return a.showAttached(added)
}

func (a *App) attachOne(ctx context.Context, db *store.DB, one attachment.Attachment, file string) (attachment.Attachment, error) {
	f, err := os.Open(file)
	if err != nil {
		return one, fault.New(fault.ErrNotFound, "FILE_MISSING", "file", file).Because(err)
	}
	defer f.Close()
	one.Size, one.SHA256, err = attachment.Keep(a.Config.Data, one.ID, f)
	if err != nil {
		return one, err
	}
	err = intake.LookInto(ctx, scan.Must(a.Config.Scanner), a.Config.Data, &one)
	if err == nil {
		err = db.Write(ctx, access.System(), func(tx *store.Tx) error { return tx.AddAttachment(ctx, &one) })
	}
	if err != nil {
		return one, errors.Join(err, os.Remove(attachment.Path(a.Config.Data, one.ID)))
	}
	return one, nil
}

func (a *App) listAttached(ctx context.Context, db *store.DB, word, id string) error {
	kind, err := importKind(word)
	if err != nil {
		return err
	}
	var all []attachment.Attachment
	err = db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		all, err = tx.Attachments(ctx, kind.Name, id)
		return err
	})
	if err != nil {
		return err
	}
	return a.showAttached(all)
}

func (a *App) showAttached(all []attachment.Attachment) error {
	return list(a, all, []string{"id", "name", "media", "size", "sha256", "by"}, func(x attachment.Attachment) []string {
		return []string{x.ID, x.Name, x.Media, strconv.FormatInt(x.Size, 10), x.SHA256, x.Account}
	})
}

// attached writes the bytes of a file that is there.
func (a *App) attached(ctx context.Context, db *store.DB, id, to string) error {
	var one attachment.Attachment
	err := db.Read(ctx, access.System(), func(tx *store.Tx) (err error) {
		one, err = tx.Attachment(ctx, id)
		return err
	})
	if err != nil {
		return err
	}
	f, err := os.Open(attachment.Path(a.Config.Data, id))
	if err != nil {
		return fault.New(fault.ErrNotFound, "ATTACHMENT_GONE", "id", id).Because(err)
	}
	defer f.Close()
	out, err := a.create(to)
	if err != nil {
		return fmt.Errorf("write %s: %w", one.Name, err)
	}
	_, err = io.Copy(out, f)
	return errors.Join(err, out.Close())
}
