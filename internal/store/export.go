package store

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"lianzhang/internal/fact"
)

// Canonical writes everything that is known, one JSON object a line: sources,
// then for each kind its records and then its claims, then the files on them, by
// public ID. The same
// data give the same bytes on both databases: nothing internal is in it, no
// row number, no instant, no data version.
func (tx *Tx) Canonical(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	sources, err := tx.Sources(ctx)
	if err != nil {
		return err
	}
	for _, s := range sources {
		if err := enc.Encode(map[string]any{"source": s}); err != nil {
			return err
		}
	}
	for _, k := range fact.Kinds() {
		if err := tx.canonicalRecords(ctx, k, enc); err != nil {
			return err
		}
		if err := tx.canonicalClaims(ctx, k, enc); err != nil {
			return err
		}
	}
	if err := tx.canonicalAttachments(ctx, enc); err != nil {
		return err
	}
	return out.Flush()
}

type canonicalRecord struct {
	Kind       string         `json:"kind"`
	ID         string         `json:"id"`
	Region     string         `json:"region"`
	Values     map[string]any `json:"values"`
	Source     string         `json:"source"`
	AsOf       string         `json:"as_of"`
	Demo       bool           `json:"demo"`
	Deleted    bool           `json:"deleted,omitempty"`
	MergedInto string         `json:"merged_into,omitempty"`
}

func (tx *Tx) canonicalRecords(ctx context.Context, k *fact.Kind, enc *json.Encoder) error {
	t := tableOf(k)
	rows, err := tx.QueryContext(ctx, `SELECT `+t.list+`, (SELECT s.pid FROM source AS s WHERE s.id = source_id) AS given, COALESCE((SELECT m.pid FROM `+k.Name+` AS m WHERE m.id = `+k.Name+`.merged_into), '') AS led
		FROM `+k.Name+` ORDER BY `+k.Name+`.pid`)
	if err != nil {
		return fmt.Errorf("export %s: %w", k.Name, err)
	}
	defer rows.Close()
	for rows.Next() {
		var source, into string
		r, err := t.scan(rows, &source, &into)
		if err != nil {
			return err
		}
		c := canonicalRecord{Kind: k.Name, ID: r.PID, Region: string(r.Region), Values: r.Values, Source: source, AsOf: r.AsOf, Demo: r.Demo, Deleted: r.deleted, MergedInto: into}
		if err := enc.Encode(map[string]any{"record": c}); err != nil {
			return err
		}
	}
	return rows.Err()
}

type canonicalClaim struct {
	Kind      string          `json:"kind"`
	Subject   string          `json:"subject"`
	Source    string          `json:"source"`
	AsOf      string          `json:"as_of"`
	GivenBy   string          `json:"given_by"`
	Sheet     string          `json:"sheet,omitempty"`
	Row       int             `json:"row,omitempty"`
	Values    json.RawMessage `json:"values"`
	Withdrawn bool            `json:"withdrawn,omitempty"`
}

func (tx *Tx) canonicalClaims(ctx context.Context, k *fact.Kind, enc *json.Encoder) error {
	rows, err := tx.QueryContext(ctx, `SELECT r.pid, s.pid, c.as_of, c.given_by, c.sheet, c.row_no, c.body, CASE WHEN c.withdrawn_at IS NULL THEN 0 ELSE 1 END
		FROM claim AS c JOIN `+k.Name+` AS r ON r.id = c.subject_id JOIN source AS s ON s.id = c.source_id
		WHERE c.kind = $1 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8`, k.Name)
	if err != nil {
		return fmt.Errorf("export claims of %s: %w", k.Name, err)
	}
	defer rows.Close()
	for rows.Next() {
		c := canonicalClaim{Kind: k.Name}
		var body string
		var withdrawn int64
		if err := rows.Scan(&c.Subject, &c.Source, &c.AsOf, &c.GivenBy, &c.Sheet, &c.Row, &body, &withdrawn); err != nil {
			return err
		}
		c.Values, c.Withdrawn = json.RawMessage(body), withdrawn == 1
		if err := enc.Encode(map[string]any{"claim": c}); err != nil {
			return err
		}
	}
	return rows.Err()
}
