package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"lianzhang/internal/diagnosis"
)

// chainReading reads the records of a chain, whole or those that changed.
type chainReading struct {
	tx *Tx
	ChainNodes
	args  []any // chains and nodes, as lists for IN
	whole bool
	old   *ChainRecords // what is held; without records when everything is read
	out   *ChainRecords
	came  []string // firms whose placements were read
}

// changing reads rows of one kind: all of the nodes that stand, or all that
// changed since, whatever their state and node. Columns begin with the public
// ID, standing is the condition on those that count.
func (r *chainReading) changing(ctx context.Context, what, table, columns, standing string, scan func(*sql.Rows) error) error {
	if r.whole {
		return r.tx.collect(ctx, what, `SELECT `+columns+`, 1 FROM `+table+` WHERE `+standing+` AND chain IN `+r.tx.in(1, false)+` AND node IN `+r.tx.in(2, false), r.args, scan)
	}
	return r.tx.collect(ctx, what, `SELECT `+columns+`, CASE WHEN `+standing+` THEN 1 ELSE 0 END FROM `+table+` WHERE version > $1`, []any{r.old.Version}, scan)
}

// again notes that a row was read that may be held already.
func (r *chainReading) again(seen map[string]bool, pid string) {
	if !r.whole {
		seen[pid] = true
	}
}

// node returns the index of a node that a record names under a chain; false when
// it is none of these nodes.
func (r *chainReading) node(chain, node string) (int32, bool) {
	for _, c := range r.Chains {
		if c == chain {
			i, ok := r.Index[node]
			return i, ok
		}
	}
	return 0, false
}

const placedColumns = `p.pid, p.firm, p.chain, p.node, p.region, p.confidence, CASE WHEN p.state = 'confirmed' THEN 1 ELSE 0 END,
	COALESCE(p.role, ''), COALESCE(p.value_grade, ''), p.share_of_output, COALESCE(p.source_id, f.source_id), p.version,
	COALESCE(f.name, ''), f.region, COALESCE(f.revenue, -1), COALESCE(f.output, -1), COALESCE(f.value_added, -1),
	COALESCE(f.role, ''), COALESCE(f.listed, ''), COALESCE(f.above_scale, -1), f.demo, f.version, COALESCE(p.decided_at, 0)`

const standingPlaced = `p.state <> 'rejected' AND ` + standingFirm

// placed reads the placements; of what changed, those that changed themselves
// and those whose firm did. CROSS JOIN keeps SQLite from beginning elsewhere.
func (r *chainReading) placed(ctx context.Context) error {
	hint, err := r.hint(ctx)
	if err != nil {
		return err
	}
	query, args := `SELECT `+placedColumns+`, 1 FROM placement p `+hint+` CROSS JOIN firm f
		WHERE f.pid = p.firm AND p.chain IN `+r.tx.in(1, false)+` AND p.node IN `+r.tx.in(2, false)+` AND `+standingPlaced, r.args
	if !r.whole {
		columns := placedColumns + `, CASE WHEN ` + standingPlaced + ` THEN 1 ELSE 0 END`
		query, args = `SELECT `+columns+` FROM placement p CROSS JOIN firm f WHERE f.pid = p.firm AND p.version > $1
			UNION ALL SELECT `+columns+` FROM firm f CROSS JOIN placement p WHERE p.firm = f.pid AND f.version > $1 AND p.version <= $1`, []any{r.old.Version}
	}
	again := map[string]bool{}
	var fresh []Placed
	firms := map[string]bool{}
	err = r.tx.collect(ctx, "placements", query, args, func(rows *sql.Rows) error {
		var p Placed
		var chain string
		var confirmed, demo, stands int64
		if err := rows.Scan(&p.PID, &p.Firm, &chain, &p.Node, &p.Region, &p.Confidence, &confirmed, &p.Role, &p.Grade, &p.Share, &p.Source, &p.Version,
			&p.Name, &p.FirmRegion, &p.Revenue, &p.Output, &p.ValueAdded, &p.FirmRole, &p.Listed, &p.AboveScale, &demo, &p.FirmVersion, &p.At, &stands); err != nil {
			return err
		}
		if !r.whole {
			if _, ours := r.node(chain, p.Node); !ours {
				return nil
			}
			again[p.PID] = true
		}
		if stands == 1 {
			p.Confirmed, p.FirmDemo = confirmed != 0, demo != 0
			fresh = append(fresh, p)
			if !r.whole && !firms[p.Firm] {
				firms[p.Firm] = true
				r.came = append(r.came, p.Firm)
			}
		}
		return nil
	})
	r.out.Placed = fold(r.old.Placed, fresh, again, func(p *Placed) string { return p.PID }, comparePlaced)
	return err
}

// hint tells SQLite to read all placements in their order when those of the
// chain are a large part of them: firms were mostly written in that order too,
// and neighbours are read twice as fast as what an index by node scatters.
func (r *chainReading) hint(ctx context.Context) (string, error) {
	if r.tx.Dialect != SQLite || !r.whole {
		return "", nil
	}
	var ours, all int64
	err := r.tx.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM placement WHERE chain IN `+r.tx.in(1, false)+`), (SELECT COALESCE(MAX(id), 0) FROM placement)`, r.args[0]).Scan(&ours, &all)
	if err != nil {
		return "", fmt.Errorf("count placements: %w", err)
	}
	const large = 8
	if ours*large < all {
		return "", nil
	}
	return "NOT INDEXED", nil
}

// owned reads what hangs on the firms of the chain: of what changed, the rows
// that did and all rows of the firms whose placements were read.
func (r *chainReading) owned(ctx context.Context, what, table, columns, standing string, scan func(*sql.Rows) error) error {
	if r.whole {
		return r.tx.collect(ctx, what, `SELECT `+columns+`, 1 FROM `+table+` t WHERE `+standing+
			` AND EXISTS (SELECT 1 FROM placement p WHERE p.firm = t.firm AND p.chain IN `+r.tx.in(1, false)+`)`, r.args[:1], scan)
	}
	stands := `, CASE WHEN ` + standing + ` THEN 1 ELSE 0 END FROM ` + table
	return r.tx.collect(ctx, what, `SELECT `+columns+stands+` WHERE version > $1
		UNION ALL SELECT `+columns+stands+` WHERE firm IN `+r.tx.in(2, false)+` AND NOT version > $1`, []any{r.old.Version, jsonList(r.came)}, scan)
}

// holds tells whether the firm stands on the chain by what was read so far.
func (r *chainReading) holds(firm string) bool {
	_, found := slices.BinarySearchFunc(r.out.Placed, firm, func(p Placed, firm string) int { return strings.Compare(p.Firm, firm) })
	return found
}

func (r *chainReading) plants(ctx context.Context) error {
	again := map[string]bool{}
	var fresh []Plant
	err := r.owned(ctx, "establishments", "establishment", `pid, COALESCE(firm, ''), region, COALESCE(establishment_kind, ''), COALESCE("from", ''), COALESCE("until", ''),
			COALESCE(output, -1), COALESCE(reason, ''), version, changed_at`, `deleted = 0 AND firm IS NOT NULL`, func(rows *sql.Rows) error {
		var p Plant
		var stands int64
		if err := rows.Scan(&p.PID, &p.Firm, &p.Region, &p.Kind, &p.From, &p.Until, &p.Output, &p.Reason, &p.Version, &p.At, &stands); err != nil {
			return err
		}
		r.again(again, p.PID)
		if stands == 1 && (r.whole || r.holds(p.Firm)) {
			fresh = append(fresh, p)
		}
		return nil
	})
	r.out.Plants = fold(r.old.Plants, fresh, again, func(p *Plant) string { return p.PID }, func(a, b *Plant) int { return strings.Compare(a.PID, b.PID) })
	return err
}

func (r *chainReading) rungs(ctx context.Context) error {
	again := map[string]bool{}
	var fresh []Rung
	err := r.owned(ctx, "honours", "honour", `pid, COALESCE(firm, ''), COALESCE(rung, ''), COALESCE(granted, ''), COALESCE(expires, ''), changed_at`,
		`deleted = 0 AND firm IS NOT NULL AND rung IS NOT NULL`, func(rows *sql.Rows) error {
			var h Rung
			var stands int64
			if err := rows.Scan(&h.PID, &h.Firm, &h.Rung, &h.Granted, &h.Expires, &h.At, &stands); err != nil {
				return err
			}
			r.again(again, h.PID)
			if stands == 1 && (r.whole || r.holds(h.Firm)) {
				fresh = append(fresh, h)
			}
			return nil
		})
	r.out.Rungs = fold(r.old.Rungs, fresh, again, func(h *Rung) string { return h.PID }, func(a, b *Rung) int { return strings.Compare(a.PID, b.PID) })
	return err
}

func (r *chainReading) products(ctx context.Context) error {
	again := map[string]bool{}
	var fresh []MadeProduct
	err := r.changing(ctx, "products", "product", `pid, COALESCE(firm, ''), region, COALESCE(chain, ''), COALESCE(node, ''), COALESCE(grade, ''), market_share, COALESCE(output, -1), version, changed_at`,
		`deleted = 0`, func(rows *sql.Rows) error {
			var p MadeProduct
			var chain, node, grade string
			var share *float64
			var stands int64
			if err := rows.Scan(&p.PID, &p.Firm, &p.Region, &chain, &node, &grade, &share, &p.Output, &p.Version, &p.At, &stands); err != nil {
				return err
			}
			if share != nil {
				p.Share, p.Stated = *share, true
			}
			p.Grade = diagnosis.ParseGrade(grade)
			var ours bool
			p.Node, ours = r.node(chain, node)
			r.again(again, p.PID)
			if stands == 1 && ours {
				fresh = append(fresh, p)
			}
			return nil
		})
	r.out.Products = fold(r.old.Products, fresh, again, func(p *MadeProduct) string { return p.PID }, func(a, b *MadeProduct) int { return strings.Compare(a.PID, b.PID) })
	return err
}
