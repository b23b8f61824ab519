package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Limits of one page.
const (
	PageDefault = 50
	PageMax     = 500
	// TotalMax is how far a total is counted; beyond it a page says "more".
	TotalMax = 10_000
)

// Op is what a filter asks of a field.
type Op string

// The filters.
const (
	Equal    Op = "eq"
	OneOf    Op = "in"
	Contains Op = "contains" // text, letters without regard to case
	AtLeast  Op = "ge"
	AtMost   Op = "le"
	Unknown  Op = "unknown"
	Known    Op = "known"
	Inside   Op = "within" // a place and everything in it
)

// Filter is one condition on a field. Values are of the field's Go type; none
// for Unknown and Known, one for all others but OneOf.
type Filter struct {
	Field  string
	Op     Op
	Values []any
}

// Query says which records to list and in which order.
type Query struct {
	Filters []Filter
	Region  region.Code // only this place and what lies in it; empty for all
	Chain   string      // only firms with a place on this chain; of no effect on other kinds
	Text    string      // what the person typed: see [Tx.Search] for firms, part of the title for others
	Sort    string      // a field; empty for the order of arrival
	Desc    bool
	Cursor  string // Next of the page before; empty for the first
	Skip    int    // rows to leave out after the cursor; for what a [Ruler] does not reach itself
	Limit   int    // 0 for PageDefault
	Total   bool   // count as well, up to TotalMax
}

// Page is one page of records.
type Page struct {
	Items []fact.Record
	Next  string // empty on the last page
	Total int    // when asked for
	More  bool   // there are more than Total
}

// Records lists live records inside the scope. Unknown values come last in
// both directions, and records with equal values in order of arrival. Sorting
// or filtering by a field above the scope's class is refused as an unknown
// field. Faults: fault.ErrInvalid for a limit over PageMax, a field or filter
// that does not fit, or a cursor of another list.
func (tx *Tx) Records(ctx context.Context, scope access.Scope, kind *fact.Kind, q Query) (Page, error) {
	b, err := tx.listing(ctx, scope, kind, q)
	if err != nil {
		return Page{}, err
	}
	page := Page{Items: []fact.Record{}}
	if q.Total {
		if page.Total, page.More, err = b.count(ctx); err != nil {
			return Page{}, err
		}
	}
	rows, err := b.rows(ctx)
	if err != nil {
		return Page{}, err
	}
	if len(rows) > b.limit {
		rows = rows[:b.limit]
		page.Next = b.cursorAt(rows[b.limit-1])
	}
	for _, r := range rows {
		page.Items = append(page.Items, visible(kind, scope, r.Record))
	}
	return page, nil
}

// listing is a query on its way to SQL.
type listing struct {
	tx     *Tx
	t      *table
	where  []string
	args   []any
	sort   *fact.Field // nil for the order of arrival
	desc   bool
	limit  int
	skip   int
	after  *cursor
	narrow bool // few records: reading them all and sorting beats the index of the order
}

// cursor is where the page before ended.
type cursor struct {
	Sort string `json:"s,omitempty"`
	Desc bool   `json:"d,omitempty"`
	Null bool   `json:"n,omitempty"` // among the unknown ones
	Last any    `json:"v,omitempty"`
	ID   int64  `json:"i"`
}

func (tx *Tx) listing(ctx context.Context, scope access.Scope, kind *fact.Kind, q Query) (*listing, error) {
	b := &listing{tx: tx, t: tableOf(kind), where: []string{"deleted = 0"}, desc: q.Desc, limit: q.Limit, skip: q.Skip}
	if b.limit == 0 {
		b.limit = PageDefault
	}
	if b.limit < 1 || b.limit > PageMax {
		return nil, fault.New(fault.ErrInvalid, "PAGE_LIMIT", "max", fmt.Sprint(PageMax))
	}
	if q.Sort != "" {
		if b.sort = reachable(kind, scope, q.Sort); b.sort == nil {
			return nil, fault.New(fault.ErrInvalid, "FIELD_UNKNOWN", "field", q.Sort, "kind", kind.Label.Zh)
		}
	}
	if err := b.readCursor(q.Cursor); err != nil {
		return nil, err
	}
	if err := b.narrowed(ctx, scope, q.Region); err != nil {
		return nil, err
	}
	for _, f := range q.Filters {
		if err := b.filter(kind, scope, f); err != nil {
			return nil, err
		}
	}
	if q.Text != "" {
		if err := tx.indexLump(ctx); err != nil {
			return nil, err
		}
		b.text(scope, q.Text)
	}
	if q.Chain != "" && kind.Name == "firm" {
		b.where = append(b.where, `pid IN (SELECT firm FROM placement WHERE state <> 'rejected' AND chain = `+b.arg(q.Chain)+`)`)
	}
	return b, nil
}

// reachable returns the field unless it is kept closer than the scope sees.
func reachable(kind *fact.Kind, scope access.Scope, id string) *fact.Field {
	if f := kind.Field(id); f != nil && f.Access() <= scope.Class {
		return f
	}
	return nil
}

// narrowed adds the conditions of place and decides which index serves: with few
// records in the places theirs, otherwise that of the order. SQLite keeps no
// statistics of ranges, and PostgreSQL takes it that the records of a place lie
// evenly in every order, so that it would rather walk an order from its end.
func (b *listing) narrowed(ctx context.Context, scope access.Scope, place region.Code) error {
	places := func(column string, args *[]any) string {
		list := scope.Where(column, args)
		if place != "" && place != region.Nation {
			list += " AND " + access.Scope{Regions: []region.Code{place}}.Where(column, args)
		}
		return list
	}
	var args []any
	condition := places("region", &args)
	if len(args) == 0 {
		b.where, b.args = append(b.where, condition), args
		return nil
	}
	const few = 5000
	var n int
	if err := b.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %d) AS found`, b.t.kind.Name, condition, few+1), args...).Scan(&n); err != nil {
		return fmt.Errorf("list %s: %w", b.t.kind.Name, err)
	}
	if b.narrow = n <= few; !b.narrow && b.tx.Dialect == SQLite {
		args = nil
		condition = places("+region", &args)
	}
	b.where, b.args = append(b.where, condition), args
	return nil
}

func (b *listing) arg(v any) string {
	b.args = append(b.args, toColumn(v))
	return fmt.Sprintf("$%d", len(b.args))
}

func (b *listing) filter(kind *fact.Kind, scope access.Scope, f Filter) error {
	bad := fault.New(fault.ErrInvalid, "FILTER_BAD", "field", f.Field, "op", string(f.Op))
	field := reachable(kind, scope, f.Field)
	if field == nil {
		return fault.New(fault.ErrInvalid, "FIELD_UNKNOWN", "field", f.Field, "kind", kind.Label.Zh)
	}
	values := make([]any, len(f.Values))
	for i, v := range f.Values {
		var err error
		if values[i], err = field.Value(v); err != nil {
			return err
		}
		if values[i] == nil {
			return bad
		}
	}
	text := field.Type.Go() == fact.GoString
	ones := map[Op]bool{Equal: true, Contains: true, AtLeast: true, AtMost: true, Inside: true}
	if ones[f.Op] && len(values) != 1 || (f.Op == Unknown || f.Op == Known) && len(values) != 0 || len(values) > PageMax {
		return bad
	}
	column := quote(f.Field)
	var condition string
	switch {
	case f.Op == Unknown && f.Field == "region":
		condition = column + " = ''"
	case f.Op == Unknown:
		condition = column + " IS NULL"
	case f.Op == Known:
		condition = column + " IS NOT NULL AND " + column + " <> ''"
		if !text {
			condition = column + " IS NOT NULL"
		}
	case f.Op == Inside && field.Type == fact.Division:
		condition = access.Scope{Regions: []region.Code{region.Code(values[0].(string))}}.Where(column, &b.args)
	case f.Op == Equal:
		condition = column + " = " + b.arg(values[0])
	case f.Op == AtLeast:
		condition = column + " >= " + b.arg(values[0])
	case f.Op == AtMost:
		condition = column + " <= " + b.arg(values[0])
	case f.Op == Contains && text:
		condition = b.tx.holds(column, b.arg(values[0]))
	case f.Op == OneOf && len(values) > 0:
		marks := make([]string, len(values))
		for i, v := range values {
			marks[i] = b.arg(v)
		}
		condition = column + " IN (" + strings.Join(marks, ", ") + ")"
	default:
		return bad
	}
	b.where = append(b.where, condition)
	return nil
}

// holds is the condition that a text column holds a text, letters of ASCII
// without regard to case; nothing in the text is a wildcard.
func (tx *Tx) holds(column, arg string) string {
	if tx.Dialect == SQLite {
		return "instr(lower(" + column + "), lower(" + arg + ")) > 0"
	}
	return "strpos(lower(" + column + "), lower(" + arg + "::text)) > 0"
}

// rows reads one row more than the page holds: the known values in order, then
// the unknown ones.
func (b *listing) rows(ctx context.Context) ([]*row, error) {
	if b.sort == nil {
		return b.part(ctx, "", b.after)
	}
	known, unknown := b.halves()
	var list []*row
	skip := b.skip
	if b.after == nil || !b.after.Null {
		var err error
		if list, err = b.part(ctx, known, b.after); err != nil || len(list) > b.limit {
			return list, err
		}
		if skip, err = b.rest(ctx, known, len(list)); err != nil {
			return nil, err
		}
	}
	rest := b.after
	if rest != nil && !rest.Null {
		rest = nil
	}
	more, err := b.unknown(ctx, unknown, rest, b.limit+1-len(list), skip)
	return append(list, more...), err
}

// halves are the conditions of the known and of the unknown part of an ordered list.
func (b *listing) halves() (known, unknown string) {
	if b.sort.ID == "region" {
		return "region <> ''", "region = ''"
	}
	column := quote(b.sort.ID)
	return column + " IS NOT NULL", column + " IS NULL"
}

// rest is how many rows are still to be skipped once the known part, of which
// got rows were read, is behind.
func (b *listing) rest(ctx context.Context, known string, got int) (int, error) {
	if b.skip == 0 || got > 0 {
		return 0, nil
	}
	where, args, _ := b.beyond(known, b.after)
	var n int
	err := b.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %d) AS found`,
		b.t.kind.Name, strings.Join(where, " AND "), b.skip), args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", b.t.kind.Name, err)
	}
	return b.skip - n, nil
}

// part reads the known part, or everything when there is no order but arrival.
func (b *listing) part(ctx context.Context, known string, after *cursor) ([]*row, error) {
	where, args, order := b.beyond(known, after)
	return b.read(ctx, where, args, order, b.limit+1, b.skip)
}

// beyond is the condition and the order of the rows after a cursor, of the
// known part when there is one.
func (b *listing) beyond(known string, after *cursor) (where []string, args []any, order string) {
	where, args = append([]string(nil), b.where...), append([]any(nil), b.args...)
	compare, direction := ">", ""
	if b.desc {
		compare, direction = "<", " DESC"
	}
	arg := func(v any) string {
		args = append(args, toColumn(v))
		return fmt.Sprintf("$%d", len(args))
	}
	if known == "" {
		if after != nil {
			where = append(where, "id "+compare+" "+arg(after.ID))
		}
		return where, args, "id" + direction
	}
	column := quote(b.sort.ID)
	where = append(where, known)
	if after != nil {
		last := arg(after.Last)
		where = append(where, fmt.Sprintf("(%s, id) %s (%s, %s)", column, compare, last, arg(after.ID)))
	}
	if b.narrow && b.tx.Dialect == SQLite {
		column = "+" + column // keeps it off the index of the order
	}
	return where, args, column + direction + ", id" + direction
}

func (b *listing) unknown(ctx context.Context, condition string, after *cursor, limit, skip int) ([]*row, error) {
	where, args := append(append([]string(nil), b.where...), condition), append([]any(nil), b.args...)
	if after != nil {
		args = append(args, after.ID)
		where = append(where, fmt.Sprintf("id > $%d", len(args)))
	}
	return b.read(ctx, where, args, "id", limit, skip)
}

func (b *listing) read(ctx context.Context, where []string, args []any, order string, limit, skip int) ([]*row, error) {
	from := b.t.kind.Name + " WHERE " + strings.Join(where, " AND ")
	if b.narrow && b.tx.Dialect == Postgres {
		from = "(SELECT * FROM " + from + " OFFSET 0) AS found" // keeps it off the index of the order
	}
	rows, err := b.tx.QueryContext(ctx, fmt.Sprintf(`SELECT %s FROM %s ORDER BY %s LIMIT %d OFFSET %d`, b.t.list, from, order, limit, skip), args...)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", b.t.kind.Name, err)
	}
	defer rows.Close()
	var list []*row
	for rows.Next() {
		r, err := b.t.scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

func (b *listing) count(ctx context.Context) (int, bool, error) {
	var n int
	err := b.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT COUNT(*) FROM (SELECT 1 FROM %s WHERE %s LIMIT %d) AS found`,
		b.t.kind.Name, strings.Join(b.where, " AND "), TotalMax+1), b.args...).Scan(&n)
	if err != nil {
		return 0, false, fmt.Errorf("count %s: %w", b.t.kind.Name, err)
	}
	return min(n, TotalMax), n > TotalMax, nil
}

func (b *listing) cursorAt(r *row) string {
	if b.sort == nil {
		return b.cursorOf(r.ID, nil)
	}
	if b.sort.ID == "region" {
		return b.cursorOf(r.ID, string(r.Region))
	}
	return b.cursorOf(r.ID, r.Values[b.sort.ID])
}

// cursorOf is the place after the row with an ID and a value of the order.
func (b *listing) cursorOf(id int64, last any) string {
	c := cursor{Desc: b.desc, ID: id}
	if b.sort != nil {
		c.Sort, c.Last, c.Null = b.sort.ID, last, last == nil || last == ""
	}
	body, _ := json.Marshal(c) // text and finite numbers cannot fail
	return base64.RawURLEncoding.EncodeToString(body)
}

func (b *listing) readCursor(text string) error {
	if text == "" {
		return nil
	}
	bad := fault.New(fault.ErrInvalid, "CURSOR_BAD")
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return bad
	}
	c := &cursor{}
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	dec.UseNumber()
	if err := dec.Decode(c); err != nil || c.Desc != b.desc || (c.Sort == "") != (b.sort == nil) || b.sort != nil && b.sort.ID != c.Sort {
		return bad
	}
	if b.sort != nil && !c.Null {
		if c.Last, err = cursorValue(b.sort, c.Last); err != nil || c.Last == nil {
			return bad
		}
	}
	b.after = c
	return nil
}

// cursorValue gives the last value its Go type back.
func cursorValue(f *fact.Field, v any) (any, error) {
	if n, ok := v.(json.Number); ok {
		if f.Type.Go() == fact.GoFloat {
			return n.Float64()
		}
		return n.Int64()
	}
	return f.Value(v)
}

// text adds the condition that a person's typing asks for.
func (b *listing) text(scope access.Scope, typed string) {
	q := newQuestion(typed)
	switch {
	case b.t.kind.Name != "firm" || q.bare == "":
		b.where = append(b.where, b.tx.holds(quote(b.t.kind.Title), b.arg(typed)))
	case b.tx.Dialect == SQLite:
		b.where = append(b.where, fmt.Sprintf(`id IN (SELECT rowid & %d FROM firm_search WHERE firm_search MATCH %s)`, int64(1)<<idBits-1, b.arg(match(scope, q, false))))
	default:
		b.where = append(b.where, `id IN (SELECT id FROM firm_search WHERE `+strings.Join(indexed(scope, q, false, &b.args), ` UNION SELECT id FROM firm_search WHERE `)+`)`)
	}
}
