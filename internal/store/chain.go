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
	"lianzhang/internal/fault"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
)

const chainColumns = `id, region, name_zh, name_en, base, class, factor, carrier, size, size_as_of, size_source,
	green, dual, whole_cycle, answer, status, from_date, until_date, catalogue, demo, version`

func scanChain(row interface{ Scan(...any) error }) (chain.Registered, error) {
	var r chain.Registered
	var size sql.Null[int64]
	var green, dual, whole, demo int64
	err := row.Scan(&r.ID, &r.Region, &r.Name.Zh, &r.Name.En, &r.Base, &r.Class, &r.Factor, &r.Carrier, &size, &r.SizeAsOf, &r.SizeSource,
		&green, &dual, &whole, &r.Answer, &r.Status, &r.From, &r.Until, &r.Catalogue, &demo, &r.Version)
	if size.Valid {
		fen := money.Fen(size.V)
		r.Size = &fen
	}
	r.Green, r.Dual, r.WholeCycle, r.Demo = green != 0, dual != 0, whole != 0, demo != 0
	return r, err
}

// ChainQuery narrows [Tx.ListChains]; empty fields do not.
type ChainQuery struct {
	Region    region.Code // chains of this place and of everything inside it
	Catalogue string
	Class     string
	Status    string
	Cluster   string
	After     chain.ID // last chain of the page before
	Limit     int      // 0 is no limit
}

// ListChains returns registered chains inside the scope, by ID.
func (tx *Tx) ListChains(ctx context.Context, scope access.Scope, q ChainQuery) ([]chain.Registered, error) {
	args := []any{}
	where := []string{scope.Where("region", &args)}
	add := func(condition string, value any) {
		args = append(args, value)
		where = append(where, fmt.Sprintf(condition, len(args)))
	}
	for _, c := range [][2]string{{"class = $%d", q.Class}, {"status = $%d", q.Status}, {"id > $%d", string(q.After)}} {
		if c[1] != "" {
			add(c[0], c[1])
		}
	}
	if q.Region != "" && q.Region != region.Nation {
		low, high := q.Region.Range()
		add("region >= $%d", low)
		add("region < $%d", high)
	}
	if q.Catalogue != "" {
		add("id IN (SELECT chain FROM chain_catalogue WHERE catalogue = $%d)", q.Catalogue)
	}
	if q.Cluster != "" {
		add("id IN (SELECT chain FROM chain_cluster WHERE cluster = $%d)", q.Cluster)
	}
	text := `SELECT ` + chainColumns + ` FROM chain WHERE ` + strings.Join(where, " AND ") + ` ORDER BY id`
	if q.Limit > 0 {
		args = append(args, q.Limit)
		text += fmt.Sprintf(` LIMIT $%d`, len(args))
	}
	all, err := tx.chains(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("list chains: %w", err)
	}
	return all, nil
}

// Chains implements [chain.Tx]: the chains of every region, since a chain is
// compared with all of them before it is taken up.
func (tx *Tx) Chains(ctx context.Context) ([]chain.Registered, error) {
	return tx.chains(ctx, `SELECT `+chainColumns+` FROM chain ORDER BY id`)
}

// Chain returns one registered chain inside the scope, or CHAIN_UNKNOWN.
func (tx *Tx) Chain(ctx context.Context, scope access.Scope, id chain.ID) (chain.Registered, error) {
	args := []any{string(id)}
	where := scope.Where("region", &args)
	all, err := tx.chains(ctx, `SELECT `+chainColumns+` FROM chain WHERE id = $1 AND `+where, args...)
	if err != nil {
		return chain.Registered{}, err
	}
	if len(all) == 0 {
		return chain.Registered{}, fault.New(fault.ErrNotFound, "CHAIN_UNKNOWN", "text", string(id))
	}
	return all[0], nil
}

func (tx *Tx) chains(ctx context.Context, text string, args ...any) ([]chain.Registered, error) {
	rows, err := tx.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := []chain.Registered{}
	at := map[chain.ID]int{}
	for rows.Next() {
		r, err := scanChain(rows)
		if err != nil {
			return nil, err
		}
		at[r.ID] = len(all)
		all = append(all, r)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(all) == 0 {
		return all, err
	}
	return all, tx.clusters(ctx, all, at)
}

// clusters fills in the clusters of the chains.
func (tx *Tx) clusters(ctx context.Context, all []chain.Registered, at map[chain.ID]int) error {
	rows, err := tx.QueryContext(ctx, `SELECT chain, cluster FROM chain_cluster WHERE chain >= $1 AND chain <= $2 ORDER BY chain, cluster`,
		string(all[0].ID), string(all[len(all)-1].ID))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id chain.ID
		var cluster string
		if err := rows.Scan(&id, &cluster); err != nil {
			return err
		}
		if i, ok := at[id]; ok {
			all[i].Clusters = append(all[i].Clusters, cluster)
		}
	}
	return rows.Err()
}

// AddChain implements [chain.Tx].
func (tx *Tx) AddChain(ctx context.Context, r chain.Registered) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO chain (`+chainColumns+`, changed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1, $21)`, chainArgs(r, date.Millis(tx.Now))...)
	if err != nil {
		return fmt.Errorf("add chain %s: %w", r.ID, err)
	}
	if err := tx.Act(ctx, "chain.add", string(r.ID), r.Name.Zh); err != nil {
		return err
	}
	return tx.setClusters(ctx, r)
}

// SetChain implements [chain.Tx]: it changes everything but the ID. A version
// that is no longer the stored one is a conflict.
func (tx *Tx) SetChain(ctx context.Context, r chain.Registered) error {
	args := append(chainArgs(r, date.Millis(tx.Now)), r.Version)
	res, err := tx.ExecContext(ctx, `UPDATE chain SET region = $2, name_zh = $3, name_en = $4, base = $5, class = $6, factor = $7, carrier = $8,
		size = $9, size_as_of = $10, size_source = $11, green = $12, dual = $13, whole_cycle = $14, answer = $15, status = $16,
		from_date = $17, until_date = $18, catalogue = $19, demo = $20, version = version + 1, changed_at = $21
		WHERE id = $1 AND version = $22`, args...)
	if err != nil {
		return fmt.Errorf("change chain %s: %w", r.ID, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fault.New(fault.ErrConflict, "CHAIN_CHANGED", "chain", string(r.ID)))
	}
	if err := tx.Act(ctx, "chain.set", string(r.ID), r.Status); err != nil {
		return err
	}
	return tx.setClusters(ctx, r)
}

func chainArgs(r chain.Registered, at int64) []any {
	var size any
	if r.Size != nil {
		size = int64(*r.Size)
	}
	if r.Carrier == "" {
		r.Carrier = "chain"
	}
	return []any{string(r.ID), string(r.Region), r.Name.Zh, r.Name.En, string(r.Base), r.Class, r.Factor, r.Carrier, size, r.SizeAsOf, r.SizeSource,
		flag(r.Green), flag(r.Dual), flag(r.WholeCycle), r.Answer, r.Status, r.From, r.Until, r.Catalogue, flag(r.Demo), at}
}

func (tx *Tx) setClusters(ctx context.Context, r chain.Registered) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM chain_cluster WHERE chain = $1`, string(r.ID)); err != nil {
		return err
	}
	for _, c := range r.Clusters {
		if _, err := tx.ExecContext(ctx, `INSERT INTO chain_cluster (chain, cluster) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(r.ID), c); err != nil {
			return err
		}
	}
	return nil
}

// SeedCatalogue writes every edition of a catalogue and takes up the chains of
// its latest edition that are not there yet. It returns how many it took up;
// running it again changes nothing.
func (tx *Tx) SeedCatalogue(ctx context.Context, c *chain.Catalogue, demo bool) (int, error) {
	for _, e := range c.Editions {
		for i, x := range e.Chains {
			_, err := tx.ExecContext(ctx, `INSERT INTO chain_catalogue (catalogue, edition, chain, ordinal, edition_date, source, stated)
				VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`, c.ID, e.Version, string(x.ID), i+1, e.Date, e.Source.Title, e.Count)
			if err != nil {
				return 0, fmt.Errorf("catalogue %s: %w", c.ID, err)
			}
		}
	}
	standing, err := tx.Chains(ctx)
	if err != nil {
		return 0, err
	}
	has := map[chain.ID]bool{}
	for _, r := range standing {
		has[r.ID] = true
	}
	count := 0
	for _, x := range c.Current().Chains {
		if has[x.ID] {
			continue
		}
		count++
		err := tx.AddChain(ctx, chain.Registered{ID: x.ID, Region: c.Region, Name: x.Name, Base: x.Base, Class: x.Class, Factor: x.Factor,
			Status: chain.Active, From: c.Current().Date, Catalogue: c.ID, Demo: demo})
		if err != nil {
			return 0, err
		}
	}
	return count, nil
}
