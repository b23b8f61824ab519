package store

import (
	"context"
	"fmt"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/region"
)

// PlacedFirm is a firm on a node with what lists say of it beyond its record.
type PlacedFirm struct {
	fact.Record
	Node       string
	Confidence float64
	Confirmed  bool
	Grade      string // value grade on the node
	Placement  string // public ID
	PlacedRole string
	Honours    []string // rungs, sorted
}

// PlacedFirms returns the firms on a chain's nodes inside or outside a place,
// within the scope, largest revenue first and listed firms before others when
// revenue is unknown. cut tells whether more than limit were there.
func (tx *Tx) PlacedFirms(ctx context.Context, scope access.Scope, chain string, place region.Code, inside bool, limit int) (firms []PlacedFirm, cut bool, err error) {
	t := tableOf(fact.KindOf("firm"))
	args := []any{chain}
	where := scope.Where("f.region", &args) + " AND "
	if !inside {
		where += "NOT "
	}
	where += access.Scope{Regions: []region.Code{place}}.Where("f.region", &args)
	args = append(args, limit+1)
	rows, err := tx.QueryContext(ctx, `SELECT `+prefixed("f", t)+`, p.node, p.confidence, p.state, p.value_grade, p.pid, p.role
		FROM placement p JOIN firm f ON f.pid = p.firm
		WHERE p.chain = $1 AND p.state <> 'rejected' AND f.deleted = 0 AND `+where+fmt.Sprintf(`
		ORDER BY COALESCE(f.revenue, -1) DESC, CASE WHEN f.listed IS NULL THEN 1 ELSE 0 END, f.pid, p.node LIMIT $%d`, len(args)), args...)
	if err != nil {
		return nil, false, fmt.Errorf("firms on %s: %w", chain, err)
	}
	defer rows.Close()
	for rows.Next() {
		var p PlacedFirm
		var state string
		var grade, role *string
		r, err := t.scan(rows, &p.Node, &p.Confidence, &state, &grade, &p.Placement, &role)
		if err != nil {
			return nil, false, err
		}
		if len(firms) == limit {
			return firms, true, nil
		}
		p.Record, p.Confirmed = visible(t.kind, scope, r.Record), state == "confirmed"
		if grade != nil {
			p.Grade = *grade
		}
		if role != nil {
			p.PlacedRole = *role
		}
		firms = append(firms, p)
	}
	return firms, false, rows.Err()
}

// prefixed names the columns of a record under a table alias.
func prefixed(alias string, t *table) string {
	list := alias + ".id, " + alias + ".pid, " + alias + ".region, " + alias + ".source_id, " + alias + ".as_of, " + alias + ".demo, " + alias + ".version, " + alias + ".deleted, " + alias + ".merged_into"
	for _, f := range t.fields {
		list += ", " + alias + "." + quote(f.ID)
	}
	return list
}

// ChainHonours returns the rungs held by the firms on a chain, by firm, within
// the scope.
func (tx *Tx) ChainHonours(ctx context.Context, scope access.Scope, chain string) (map[string][]string, error) {
	args := []any{chain}
	where := scope.Where("h.region", &args)
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT h.firm, h.rung FROM honour h
		WHERE h.deleted = 0 AND h.firm IN (SELECT firm FROM placement WHERE chain = $1) AND `+where+` ORDER BY h.firm, h.rung`, args...)
	if err != nil {
		return nil, fmt.Errorf("honours on %s: %w", chain, err)
	}
	defer rows.Close()
	held := map[string][]string{}
	for rows.Next() {
		var firm, rung string
		if err := rows.Scan(&firm, &rung); err != nil {
			return nil, err
		}
		held[firm] = append(held[firm], rung)
	}
	return held, rows.Err()
}

// Custom is what a supplier sells to buyers on a chain.
type Custom struct {
	Buyers int
	Here   int64 // fen per year sold to buyers in the place
	Names  []string
	Stated bool // at least one amount is stated for the place
}

// ChainCustoms returns the custom of the suppliers in a place with buyers on
// the chain, within the scope; names are at most three, largest amount first.
func (tx *Tx) ChainCustoms(ctx context.Context, scope access.Scope, chain string, place region.Code) (map[string]*Custom, error) {
	args := []any{chain}
	where := scope.Where("l.region", &args) + " AND " + access.Scope{Regions: []region.Code{place}}.Where("l.region", &args)
	rows, err := tx.QueryContext(ctx, `SELECT l.supplier, b.name, b.region, l.amount FROM link l JOIN firm b ON b.pid = l.buyer
		WHERE l.deleted = 0 AND b.deleted = 0 AND l.buyer IN (SELECT firm FROM placement WHERE chain = $1 AND state <> 'rejected') AND `+where+`
		ORDER BY l.supplier, COALESCE(l.amount, 0) DESC, b.name`, args...)
	if err != nil {
		return nil, fmt.Errorf("custom on %s: %w", chain, err)
	}
	defer rows.Close()
	out := map[string]*Custom{}
	seen := map[[2]string]bool{}
	for rows.Next() {
		var supplier, name string
		var at region.Code
		var amount *int64
		if err := rows.Scan(&supplier, &name, &at, &amount); err != nil {
			return nil, err
		}
		c := out[supplier]
		if c == nil {
			c = &Custom{}
			out[supplier] = c
		}
		if amount != nil && place.Contains(at) {
			c.Here, c.Stated = c.Here+*amount, true
		}
		if key := [2]string{supplier, name}; !seen[key] {
			seen[key] = true
			c.Buyers++
			if len(c.Names) < 3 && scope.Sees(at) {
				c.Names = append(c.Names, name)
			}
		}
	}
	return out, rows.Err()
}

// RecordsOnChain returns the records of a kind that name the chain (or all, when
// chain is empty), within the scope, in order of arrival.
func (tx *Tx) RecordsOnChain(ctx context.Context, scope access.Scope, kind *fact.Kind, chain string) ([]fact.Record, error) {
	t := tableOf(kind)
	var args []any
	where := `deleted = 0 AND ` + scope.Where("region", &args)
	if chain != "" && kind.Field("chain") != nil {
		args = append(args, chain)
		where += fmt.Sprintf(` AND (chain = $%d OR chain IS NULL)`, len(args))
	}
	rows, err := tx.loadRows(ctx, t, where, args...)
	if err != nil {
		return nil, err
	}
	out := make([]fact.Record, len(rows))
	for i, r := range rows {
		out[i] = visible(kind, scope, r.Record)
	}
	return out, nil
}

// Between returns what was done to records between two instants (UTC
// milliseconds, the first left out), oldest first, at most limit.
func (tx *Tx) Between(ctx context.Context, scope access.Scope, pids []string, from, to int64, limit int) ([]RecordAct, error) {
	var out []RecordAct
	for _, pid := range pids {
		kind := kindOfPID(pid)
		if kind == nil {
			continue
		}
		r, err := tx.standingOrGone(ctx, scope, kind, pid)
		if err != nil || r == nil {
			return out, err
		}
		acts, err := tx.claimActs(ctx, kind.Name, r.ID, pid, from, to, limit-len(out))
		if err != nil {
			return nil, err
		}
		if out = append(out, acts...); len(out) >= limit {
			break
		}
	}
	return out, nil
}

// RecordAct is a claim that came or was withdrawn.
type RecordAct struct {
	At     int64
	By     string
	What   string // claim or withdrawal
	Record string
	Source string
}

// kindOfPID finds the kind whose public IDs begin with that letter.
func kindOfPID(pid string) *fact.Kind {
	for _, k := range fact.Kinds() {
		if len(pid) > len(k.Prefix) && pid[:len(k.Prefix)] == k.Prefix {
			return k
		}
	}
	return nil
}

// standingOrGone finds a record inside the scope, deleted or not; nil when
// there is none.
func (tx *Tx) standingOrGone(ctx context.Context, scope access.Scope, kind *fact.Kind, pid string) (*row, error) {
	args := []any{pid}
	where := `pid = $1 AND ` + scope.Where("region", &args)
	found, err := tx.loadRows(ctx, tableOf(kind), where, args...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

func (tx *Tx) claimActs(ctx context.Context, kind string, id int64, pid string, from, to int64, limit int) ([]RecordAct, error) {
	rows, err := tx.QueryContext(ctx, `SELECT at, given_by, 'claim', name FROM claim JOIN source ON source.id = source_id
			WHERE kind = $1 AND subject_id = $2 AND at > $3 AND at <= $4
		UNION ALL SELECT withdrawn_at, given_by, 'withdrawal', name FROM claim JOIN source ON source.id = source_id
			WHERE kind = $1 AND subject_id = $2 AND withdrawn_at > $3 AND withdrawn_at <= $4
		ORDER BY 1, 3, 4 LIMIT $5`, kind, id, from, to, limit)
	if err != nil {
		return nil, fmt.Errorf("acts on %s: %w", pid, err)
	}
	defer rows.Close()
	var out []RecordAct
	for rows.Next() {
		a := RecordAct{Record: pid}
		if err := rows.Scan(&a.At, &a.By, &a.What, &a.Source); err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}
