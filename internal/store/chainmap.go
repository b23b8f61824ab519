package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/fact"
	"lianzhang/internal/fault"
	"lianzhang/internal/region"
)

// Map implements [chain.Tx]: the effective map of a chain for a place, that is
// its standard template changed by the overrides of the place and of the
// larger places it lies in. A registered chain follows its base; one without a
// base has only the nodes of its overrides. An empty place is the nation.
func (tx *Tx) Map(ctx context.Context, id chain.ID, place region.Code) (*chain.Template, []chain.Notice, error) {
	if place == "" {
		place = region.Nation
	}
	t, err := chain.Load(id)
	names := []string{string(id)}
	if errors.Is(err, fault.ErrNotFound) {
		r, err := tx.Chain(ctx, access.Whole(), id) // what a chain is called is no secret
		if err != nil {
			return nil, nil, err
		}
		if t, err = baseOf(r); err != nil {
			return nil, nil, err
		}
		if r.Base != "" {
			names = append(names, string(r.Base))
		}
	} else if err != nil {
		return nil, nil, err
	}
	overrides, err := tx.overrides(ctx, names, place)
	if err != nil {
		return nil, nil, err
	}
	if len(overrides) == 0 {
		return t, nil, nil
	}
	effective, notices := chain.Effective(t, overrides, place)
	return effective, notices, nil
}

// baseOf returns the template that a registered chain follows, under the
// chain's own name.
func baseOf(r chain.Registered) (*chain.Template, error) {
	if r.Base == "" {
		return chain.Blank(r.ID, r.Name, r.Factor), nil
	}
	base, err := chain.Load(r.Base)
	if err != nil {
		return nil, err
	}
	t := base.Clone()
	t.ID, t.Name = r.ID, r.Name
	if t.Name.En == "" {
		t.Name.En = base.Name.En
	}
	return t, nil
}

// overrides reads the changes that hold at a place: its own and those of every
// larger place. Changes of larger places are part of the standard that the
// place works with, so they need no scope beyond the place itself.
func (tx *Tx) overrides(ctx context.Context, chains []string, place region.Code) ([]chain.Override, error) {
	args := []any{}
	list := func(values []string) string {
		marks := make([]string, len(values))
		for i, v := range values {
			args = append(args, v)
			marks[i] = fmt.Sprintf("$%d", len(args))
		}
		return strings.Join(marks, ", ")
	}
	places := []string{"", string(region.Nation)}
	for at := place; at != region.Nation; at = at.Parent() {
		places = append(places, string(at))
	}
	text := `SELECT chain, code, region, name, stage, parent, inputs, industries, words, hs, grade, dropped FROM node
		WHERE deleted = 0 AND chain IN (` + list(chains) + `) AND region IN (` + list(places) + `) ORDER BY region, code, id`
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("read local nodes: %w", err)
	}
	defer rows.Close()
	var all []chain.Override
	for rows.Next() {
		var o chain.Override
		var name, stage, parent, inputs, industries, words, hs, grade sql.Null[string]
		var dropped sql.Null[int64]
		if err := rows.Scan(&o.Chain, &o.Code, &o.Region, &name, &stage, &parent, &inputs, &industries, &words, &hs, &grade, &dropped); err != nil {
			return nil, fmt.Errorf("read local nodes: %w", err)
		}
		o.Name, o.Stage, o.Parent, o.Grade, o.Dropped = name.V, stage.V, parent.V, grade.V, dropped.V != 0
		o.Inputs, o.Industries, o.Words, o.HS = parts(inputs.V), parts(industries.V), parts(words.V), parts(hs.V)
		o.Source = "地区调整"
		all = append(all, o)
	}
	return all, rows.Err()
}

// parts splits a list field; see [fact.Type].
func parts(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "、")
}

const chainEditionColumns = `id, pid, chain, region, version, published_on, author, note, nodes, edges, sha256`

// ChainEditions returns the published maps of a chain, newest first, without
// their bodies; an empty place is every place of the scope.
func (tx *Tx) ChainEditions(ctx context.Context, scope access.Scope, id chain.ID, place region.Code) ([]chain.Edition, error) {
	args := []any{string(id)}
	where := scope.Where("region", &args)
	if place != "" {
		args = append(args, string(place))
		where += fmt.Sprintf(" AND region = $%d", len(args))
	}
	rows, err := tx.QueryContext(ctx, `SELECT `+chainEditionColumns+` FROM chain_edition WHERE chain = $1 AND `+where+` ORDER BY id DESC`, args...)
	if err != nil {
		return nil, fmt.Errorf("list maps of %s: %w", id, err)
	}
	defer rows.Close()
	all := []chain.Edition{}
	for rows.Next() {
		var e chain.Edition
		if err := rows.Scan(&e.Sequence, &e.PID, &e.Chain, &e.Region, &e.Version, &e.Date, &e.Author, &e.Note, &e.Nodes, &e.Edges, &e.SHA256); err != nil {
			return nil, fmt.Errorf("list maps of %s: %w", id, err)
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// ChainEdition returns one published map with its body: by public ID or
// version, or the last one published on a day or before ("2026-03-01").
func (tx *Tx) ChainEdition(ctx context.Context, scope access.Scope, id chain.ID, place region.Code, which string) (*chain.Edition, error) {
	args := []any{string(id), string(place), which}
	where := scope.Where("region", &args)
	e := &chain.Edition{}
	row := tx.QueryRowContext(ctx, `SELECT `+chainEditionColumns+`, body FROM chain_edition
		WHERE chain = $1 AND region = $2 AND (pid = $3 OR version = $3 OR published_on <= $3 AND length($3) = 10 AND substr($3, 5, 1) = '-') AND `+where+`
		ORDER BY CASE WHEN pid = $3 OR version = $3 THEN 0 ELSE 1 END, published_on DESC, id DESC LIMIT 1`, args...)
	err := row.Scan(&e.Sequence, &e.PID, &e.Chain, &e.Region, &e.Version, &e.Date, &e.Author, &e.Note, &e.Nodes, &e.Edges, &e.SHA256, &e.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New(fault.ErrNotFound, "EDITION_UNKNOWN", "chain", string(id), "version", which)
	}
	if err != nil {
		return nil, fmt.Errorf("read map %s of %s: %w", which, id, err)
	}
	return e, nil
}

// PublishMap freezes a map as an edition of a place. A version that was
// published before is a conflict.
func (tx *Tx) PublishMap(ctx context.Context, t *chain.Template, place region.Code, version, note string) (*chain.Edition, error) {
	author := tx.Actor.Name
	if author == "" {
		author = tx.Actor.Account
	}
	e := &chain.Edition{PID: fact.NewPID("G"), Chain: t.ID, Region: place, Version: version, Date: date.Today(tx.Now), Author: author, Note: note}
	if err := e.Freeze(t); err != nil {
		return nil, err
	}
	var standing int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM chain_edition WHERE chain = $1 AND region = $2 AND version = $3`, string(t.ID), string(place), version).Scan(&standing)
	if err != nil {
		return nil, err
	}
	if standing > 0 {
		return nil, fault.New(fault.ErrConflict, "EDITION_TWICE", "chain", string(t.ID), "version", version)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO chain_edition (pid, chain, region, version, published_on, author, note, nodes, edges, sha256, body, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.PID, string(e.Chain), string(e.Region), e.Version, e.Date, e.Author, e.Note, e.Nodes, e.Edges, e.SHA256, string(e.Body), date.Millis(tx.Now))
	if err != nil {
		return nil, fmt.Errorf("publish map of %s: %w", t.ID, err)
	}
	return e, tx.Act(ctx, "chain.publish", string(t.ID), version+" "+e.SHA256)
}

// Followed returns the names under which firms are placed on a chain: its own
// and that of the standard template it follows.
func (tx *Tx) Followed(ctx context.Context, id chain.ID) ([]string, error) {
	if _, err := chain.Load(id); err == nil {
		return []string{string(id)}, nil
	}
	r, err := tx.Chain(ctx, access.Whole(), id)
	if err != nil {
		return nil, err
	}
	if r.Base == "" {
		return []string{string(id)}, nil
	}
	return []string{string(id), string(r.Base)}, nil
}

// ChainSeats counts the firms on each node of a chain in each place inside the
// scope and the region. Rejected placements do not count.
func (tx *Tx) ChainSeats(ctx context.Context, scope access.Scope, chains []string, place region.Code, node chain.NodeID) ([]chain.Seat, error) {
	args := []any{}
	where := []string{scope.Where("region", &args), "state <> 'rejected'"}
	marks := make([]string, len(chains))
	for i, c := range chains {
		args = append(args, c)
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	where = append(where, "chain IN ("+strings.Join(marks, ", ")+")")
	if place != "" && place != region.Nation {
		low, high := place.Range()
		args = append(args, low, high)
		where = append(where, fmt.Sprintf("region >= $%d AND region < $%d", len(args)-1, len(args)))
	}
	if node != "" {
		args = append(args, string(node))
		where = append(where, fmt.Sprintf("node = $%d", len(args)))
	}
	rows, err := tx.QueryContext(ctx, `SELECT region, node, count(DISTINCT firm) FROM placement WHERE `+strings.Join(where, " AND ")+
		` GROUP BY region, node ORDER BY region, node`, args...)
	if err != nil {
		return nil, fmt.Errorf("count firms of %s: %w", chains[0], err)
	}
	defer rows.Close()
	var seats []chain.Seat
	for rows.Next() {
		var s chain.Seat
		if err := rows.Scan(&s.Region, &s.Node, &s.Firms); err != nil {
			return nil, fmt.Errorf("count firms of %s: %w", chains[0], err)
		}
		seats = append(seats, s)
	}
	return seats, rows.Err()
}

// FirmMarks counts for every node of a map the firms here and in the part of
// the nation that the scope sees. A chain on which no firm was placed has no
// marks: nobody has looked, and that is not zero.
func (tx *Tx) FirmMarks(ctx context.Context, scope access.Scope, t *chain.Template, place region.Code) (chain.Marks, error) {
	names, err := tx.Followed(ctx, t.ID)
	if err != nil {
		return nil, err
	}
	seats, err := tx.ChainSeats(ctx, scope, names, "", "")
	if err != nil || len(seats) == 0 {
		return nil, err
	}
	local, nation := map[chain.NodeID]int{}, map[chain.NodeID]int{}
	for _, s := range seats {
		nation[s.Node] += s.Firms
		if place == "" || place.Contains(s.Region) {
			local[s.Node] += s.Firms
		}
	}
	marks := chain.Marks{}
	for _, n := range t.Nodes {
		here, all := local[n.ID], nation[n.ID]
		marks[n.ID] = chain.Mark{Node: n.ID, Local: &here, Nation: &all}
	}
	return marks, nil
}

// MapAt returns the map of a chain for a place: an edition by public ID,
// version or day, or with an empty word the map as it is now.
func (tx *Tx) MapAt(ctx context.Context, scope access.Scope, id chain.ID, place region.Code, which string) (*chain.Template, error) {
	if which == "" {
		t, _, err := tx.Map(ctx, id, place)
		return t, err
	}
	e, err := tx.ChainEdition(ctx, scope, id, place, which)
	if err != nil {
		return nil, err
	}
	return e.Map()
}

// MapDiff compares two maps of a place; an empty from is the nation's map as
// it is now, an empty to is the place's.
func (tx *Tx) MapDiff(ctx context.Context, scope access.Scope, id chain.ID, place region.Code, from, to string) (*chain.Difference, error) {
	first := place
	if from == "" {
		first = region.Nation
	}
	a, err := tx.MapAt(ctx, scope, id, first, from)
	if err != nil {
		return nil, err
	}
	b, err := tx.MapAt(ctx, scope, id, place, to)
	if err != nil {
		return nil, err
	}
	return chain.Compare(a, b), nil
}
