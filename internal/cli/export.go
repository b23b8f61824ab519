package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/message"
	"lianzhang/internal/paper"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

func init() { commands = append(commands, exportCmd) }

type exportFlags struct {
	canonical bool
	format    string
	file      string
	region    string
}

func exportCmd(a *App) *cobra.Command {
	f := &exportFlags{}
	cmd := &cobra.Command{
		Use:   "export [KIND]",
		Short: "导出数据 / export records of a kind, or everything in canonical form",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.canonical == (len(args) == 1) {
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "EXPORT_WHAT"))
			}
			if !slices.Contains([]string{"csv", "xlsx", "json"}, f.format) { // before the file is opened
				return withCode(ExitUsage, fault.New(fault.ErrInvalid, "EXPORT_FORMAT", "format", f.format))
			}
			if !f.canonical && fact.KindOf(args[0]) == nil {
				return fault.New(fault.ErrNotFound, "KIND_UNKNOWN", "kind", args[0])
			}
			return a.export(cmd.Context(), f, args)
		},
	}
	cmd.Flags().BoolVar(&f.canonical, "canonical", false, "everything, the same bytes on both databases")
	cmd.Flags().StringVar(&f.format, "format", "csv", "csv, xlsx or json")
	cmd.Flags().StringVarP(&f.file, "out", "o", "-", "file to write; - is standard output")
	cmd.Flags().StringVar(&f.region, "region", "", "only records of this place")
	return cmd
}

func (a *App) export(ctx context.Context, f *exportFlags, args []string) (err error) {
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	out, err := a.create(f.file)
	if err != nil {
		return fault.New(fault.ErrInvalid, "EXPORT_FILE", "file", f.file).Because(err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	return db.Read(ctx, access.System(), func(tx *store.Tx) error {
		if f.canonical {
			return tx.Canonical(ctx, out)
		}
		kind := fact.KindOf(args[0])
		q := store.Query{Region: region.Code(f.region)}
		if f.format == "json" {
			return exportJSON(ctx, tx, kind, q, out)
		}
		return exportTable(ctx, tx, kind, q, out, f.format, message.ParseLang(a.Config.Lang) == message.English)
	})
}

func exportJSON(ctx context.Context, tx *store.Tx, kind *fact.Kind, q store.Query, out io.Writer) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return tx.EachRecord(ctx, access.Whole(), kind, q, func(r fact.Record) error { return enc.Encode(r) })
}

func exportTable(ctx context.Context, tx *store.Tx, kind *fact.Kind, q store.Query, out io.Writer, format string, english bool) error {
	header := []string{"ID"}
	for i := range kind.Fields {
		header = append(header, kind.Fields[i].Header(english))
	}
	table, err := paper.NewTable(out, format, header)
	if err != nil {
		return err
	}
	err = tx.EachRecord(ctx, access.Whole(), kind, q, func(r fact.Record) error {
		cells := []any{r.PID}
		for i := range kind.Fields {
			f := &kind.Fields[i]
			cells = append(cells, f.Cell(r.Values[f.ID], english))
		}
		return table.Row(cells)
	})
	if err != nil {
		return err
	}
	return table.Close()
}
