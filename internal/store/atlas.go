package store

import (
	"context"
	"database/sql"
	"fmt"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// Placed is a firm on a node as the tables have it: a placement that was not
// rejected with what the judgement needs of the firm. Firms that were cancelled,
// revoked, closed or moved away are left out.
type Placed struct {
	PID, Firm, Node  string
	Region           region.Code
	Confidence       float64
	Confirmed        bool
	Role, Grade      string   // as placed; empty: not known
	Share            *float64 // of the firm's output
	Source           int64
	Version          int64
	Name             string
	FirmRegion       region.Code
	Revenue, Output  int64 // fen, or diagnosis.Unknown
	ValueAdded       int64
	FirmRole, Listed string
	AboveScale       int64 // 1, 0, or diagnosis.Unknown
	FirmDemo         bool
	FirmVersion      int64
}

// Plant is an establishment of a firm on the chain.
type Plant struct {
	PID, Firm   string
	Region      region.Code
	Kind        string
	From, Until string
	Output      int64 // fen, or diagnosis.Unknown
	Reason      string
	Version     int64
}

// Rung is an honour of a firm on the chain.
type Rung struct{ Firm, Rung, Granted, Expires string }

// MadeProduct is a product with its node.
type MadeProduct struct {
	diagnosis.Product
	Stated bool  // the market share is stated
	Output int64 // fen, or diagnosis.Unknown
}

// ChainRecords is everything on record of one chain in the whole nation.
type ChainRecords struct {
	Placed     []Placed
	Plants     []Plant
	Rungs      []Rung
	Searches   []diagnosis.Search
	Projects   []diagnosis.Project
	Institutes []diagnosis.Institute
	Trade      []diagnosis.Dependence
	Products   []MadeProduct
	Purchases  []diagnosis.Purchase
	Newest     int64 // instant of the latest change, UTC milliseconds
}

// Nationwide is what the records say of every place, whatever the chain.
type Nationwide struct {
	Library map[region.Code]diagnosis.Total
	GDP     []MeasureRow
	Breaks  []diagnosis.Break
	Newest  int64
}

// MeasureRow is a statistic as the table has it.
type MeasureRow struct {
	PID    string
	Region region.Code
	Year   int64
	Value  string // as fact.Measure prints it
	Unit   string
	Source int64
}

// standingFirm is the condition on a firm that counts.
const standingFirm = `f.deleted = 0 AND (f.status IS NULL OR f.status = 'active')`

// collect runs a query and hands every row to scan.
func (tx *Tx) collect(ctx context.Context, what, query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("read %s: %w", what, err)
		}
	}
	return rows.Err()
}

// nodesOf are the nodes whose records are read: with their index, and the
// chains under which records may name them.
type nodesOf struct {
	chains, list string // as lists for IN
	index        map[string]int32
}

// args are the two lists that most queries take.
func (n nodesOf) args() []any { return []any{n.chains, n.list} }

// ChainRecords reads everything on record of the given nodes, with their index.
// A node has one identity in every chain it stands in, so chains names all of
// them. The records are read whole: national totals and peers are part of every
// verdict. What a reader sees of single records is cut to their scope by the
// doors.
func (tx *Tx) ChainRecords(ctx context.Context, chains []string, index map[string]int32) (*ChainRecords, error) {
	r := &ChainRecords{}
	list := make([]string, 0, len(index))
	for id := range index {
		list = append(list, id)
	}
	nodes := nodesOf{jsonList(chains), jsonList(list), index}
	for _, read := range []func(context.Context, nodesOf, *ChainRecords) error{
		tx.readPlaced, tx.readPlants, tx.readRungs, tx.readSearches, tx.readProjects, tx.readInstitutes,
		tx.readTrade, tx.readProducts, tx.readPurchases,
	} {
		if err := read(ctx, nodes, r); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (tx *Tx) readPlaced(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "placements", `SELECT p.pid, p.firm, p.node, p.region, p.confidence, CASE WHEN p.state = 'confirmed' THEN 1 ELSE 0 END,
			COALESCE(p.role, ''), COALESCE(p.value_grade, ''), p.share_of_output, COALESCE(p.source_id, f.source_id), p.version,
			COALESCE(f.name, ''), f.region, COALESCE(f.revenue, -1), COALESCE(f.output, -1), COALESCE(f.value_added, -1),
			COALESCE(f.role, ''), COALESCE(f.listed, ''), COALESCE(f.above_scale, -1), f.demo, f.version, COALESCE(p.decided_at, 0)
		FROM placement p JOIN firm f ON f.pid = p.firm WHERE p.chain IN `+tx.in(1, false)+` AND p.node IN `+tx.in(2, false)+`
			AND p.state <> 'rejected' AND `+standingFirm,
		nodes.args(), func(rows *sql.Rows) error {
			var p Placed
			var confirmed, demo, at int64
			if err := rows.Scan(&p.PID, &p.Firm, &p.Node, &p.Region, &p.Confidence, &confirmed, &p.Role, &p.Grade, &p.Share, &p.Source, &p.Version,
				&p.Name, &p.FirmRegion, &p.Revenue, &p.Output, &p.ValueAdded, &p.FirmRole, &p.Listed, &p.AboveScale, &demo, &p.FirmVersion, &at); err != nil {
				return err
			}
			p.Confirmed, p.FirmDemo, r.Newest = confirmed != 0, demo != 0, max(r.Newest, at)
			r.Placed = append(r.Placed, p)
			return nil
		})
}

func (tx *Tx) readPlants(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "establishments", `SELECT e.pid, e.firm, e.region, COALESCE(establishment_kind, ''), COALESCE("from", ''), COALESCE("until", ''),
			COALESCE(output, -1), COALESCE(reason, ''), version, changed_at
		FROM establishment e WHERE deleted = 0 AND EXISTS (SELECT 1 FROM placement p WHERE p.firm = e.firm AND p.chain IN `+tx.in(1, false)+`)`, []any{nodes.chains}, func(rows *sql.Rows) error {
		var p Plant
		var at int64
		if err := rows.Scan(&p.PID, &p.Firm, &p.Region, &p.Kind, &p.From, &p.Until, &p.Output, &p.Reason, &p.Version, &at); err != nil {
			return err
		}
		r.Plants, r.Newest = append(r.Plants, p), max(r.Newest, at)
		return nil
	})
}

func (tx *Tx) readRungs(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "honours", `SELECT firm, rung, COALESCE(granted, ''), COALESCE(expires, ''), changed_at
		FROM honour h WHERE deleted = 0 AND rung IS NOT NULL AND EXISTS (SELECT 1 FROM placement p WHERE p.firm = h.firm AND p.chain IN `+tx.in(1, false)+`)`, []any{nodes.chains}, func(rows *sql.Rows) error {
		var h Rung
		var at int64
		if err := rows.Scan(&h.Firm, &h.Rung, &h.Granted, &h.Expires, &at); err != nil {
			return err
		}
		r.Rungs, r.Newest = append(r.Rungs, h), max(r.Newest, at)
		return nil
	})
}

func (tx *Tx) readSearches(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "searches", `SELECT pid, region, node, COALESCE(searched_on, ''), COALESCE(searched_by, ''), COALESCE(coverage, 0), COALESCE(found, -1), version, changed_at
		FROM survey WHERE deleted = 0 AND chain IN `+tx.in(1, false)+` AND node IN `+tx.in(2, false), nodes.args(), func(rows *sql.Rows) error {
		var s diagnosis.Search
		var node string
		var at int64
		if err := rows.Scan(&s.PID, &s.Region, &node, &s.On, &s.By, &s.Coverage, &s.Found, &s.Version, &at); err != nil {
			return err
		}
		var ok bool
		if s.Node, ok = nodes.index[node]; ok {
			r.Searches, r.Newest = append(r.Searches, s), max(r.Newest, at)
		}
		return nil
	})
}

func (tx *Tx) readProjects(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "projects", `SELECT pid, COALESCE(name, ''), region, node, COALESCE(stage, ''), version, changed_at
		FROM project WHERE deleted = 0 AND chain IN `+tx.in(1, false)+` AND node IN `+tx.in(2, false), nodes.args(), func(rows *sql.Rows) error {
		var p diagnosis.Project
		var node string
		var at int64
		if err := rows.Scan(&p.PID, &p.Name, &p.Region, &node, &p.Stage, &p.Version, &at); err != nil {
			return err
		}
		var ok bool
		if p.Node, ok = nodes.index[node]; ok {
			r.Projects, r.Newest = append(r.Projects, p), max(r.Newest, at)
		}
		return nil
	})
}

func (tx *Tx) readInstitutes(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "institutes", `SELECT pid, COALESCE(name, ''), region, node, version, changed_at
		FROM institute WHERE deleted = 0 AND chain IN `+tx.in(1, false)+` AND node IN `+tx.in(2, false), nodes.args(), func(rows *sql.Rows) error {
		var p diagnosis.Institute
		var node string
		var at int64
		if err := rows.Scan(&p.PID, &p.Name, &p.Region, &node, &p.Version, &at); err != nil {
			return err
		}
		var ok bool
		if p.Node, ok = nodes.index[node]; ok {
			r.Institutes, r.Newest = append(r.Institutes, p), max(r.Newest, at)
		}
		return nil
	})
}

func (tx *Tx) readTrade(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "external dependence", `SELECT pid, region, node, COALESCE("year", 0), COALESCE(imports, -1), COALESCE(exports, -1), import_hhi, world_hhi, version, changed_at
		FROM dependence WHERE deleted = 0 AND chain IN `+tx.in(1, false)+` AND node IN `+tx.in(2, false), nodes.args(), func(rows *sql.Rows) error {
		var d diagnosis.Dependence
		var node string
		var at int64
		if err := rows.Scan(&d.PID, &d.Region, &node, &d.Year, &d.Imports, &d.Exports, &d.ImportHHI, &d.WorldHHI, &d.Version, &at); err != nil {
			return err
		}
		var ok bool
		if d.Node, ok = nodes.index[node]; ok {
			r.Trade, r.Newest = append(r.Trade, d), max(r.Newest, at)
		}
		return nil
	})
}

func (tx *Tx) readProducts(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "products", `SELECT pid, COALESCE(firm, ''), region, node, COALESCE(grade, ''), market_share, COALESCE(output, -1), version, changed_at
		FROM product WHERE deleted = 0 AND chain IN `+tx.in(1, false)+` AND node IN `+tx.in(2, false), nodes.args(), func(rows *sql.Rows) error {
		var p MadeProduct
		var node, grade string
		var share *float64
		var at int64
		if err := rows.Scan(&p.PID, &p.Firm, &p.Region, &node, &grade, &share, &p.Output, &p.Version, &at); err != nil {
			return err
		}
		if share != nil {
			p.Share, p.Stated = *share, true
		}
		p.Grade = diagnosis.ParseGrade(grade)
		var ok bool
		if p.Node, ok = nodes.index[node]; ok {
			r.Products, r.Newest = append(r.Products, p), max(r.Newest, at)
		}
		return nil
	})
}

func (tx *Tx) readPurchases(ctx context.Context, nodes nodesOf, r *ChainRecords) error {
	return tx.collect(ctx, "links", `SELECT pid, node, supplier, buyer, COALESCE(amount, -1), version, changed_at
		FROM link WHERE deleted = 0 AND chain IN `+tx.in(1, false)+` AND node IN `+tx.in(2, false)+` AND supplier IS NOT NULL AND buyer IS NOT NULL
			AND (internal IS NULL OR internal = 0)`, nodes.args(), func(rows *sql.Rows) error {
		var l diagnosis.Purchase
		var node string
		var at int64
		if err := rows.Scan(&l.PID, &node, &l.Supplier, &l.Buyer, &l.Amount, &l.Version, &at); err != nil {
			return err
		}
		var ok bool
		if l.Node, ok = nodes.index[node]; ok {
			r.Purchases, r.Newest = append(r.Purchases, l), max(r.Newest, at)
		}
		return nil
	})
}

// Nationwide reads the size of every place and the breaks of its series. names
// are the indicators that mean gross domestic product.
func (tx *Tx) Nationwide(ctx context.Context, names []string) (*Nationwide, error) {
	n := &Nationwide{Library: map[region.Code]diagnosis.Total{}}
	err := tx.collect(ctx, "library", `SELECT f.region, COUNT(*), CAST(COALESCE(SUM(COALESCE(f.revenue, f.output)), 0) AS BIGINT), MAX(f.changed_at)
		FROM firm f WHERE `+standingFirm+` GROUP BY f.region`, nil, func(rows *sql.Rows) error {
		var place region.Code
		var t diagnosis.Total
		var at int64
		if err := rows.Scan(&place, &t.Firms, &t.Amount, &at); err != nil {
			return err
		}
		n.Library[place], n.Newest = t, max(n.Newest, at)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = tx.collect(ctx, "statistics", `SELECT pid, region, COALESCE("year", 0), COALESCE("value", ''), COALESCE(unit, ''), source_id, changed_at
		FROM statistic WHERE deleted = 0 AND indicator IN `+tx.in(1, false), []any{jsonList(names)}, func(rows *sql.Rows) error {
		var m MeasureRow
		var at int64
		if err := rows.Scan(&m.PID, &m.Region, &m.Year, &m.Value, &m.Unit, &m.Source, &at); err != nil {
			return err
		}
		n.GDP, n.Newest = append(n.GDP, m), max(n.Newest, at)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return n, tx.readBreaks(ctx, n)
}

func (tx *Tx) readBreaks(ctx context.Context, n *Nationwide) error {
	return tx.collect(ctx, "breaks", `SELECT pid, region, COALESCE(CAST("year" AS TEXT), ''), break_reason FROM statistic
			WHERE deleted = 0 AND break_reason IS NOT NULL AND break_reason <> ''
		UNION ALL SELECT pid, region, COALESCE("until", "from", CAST("year" AS TEXT), ''), reason FROM establishment
			WHERE deleted = 0 AND reason IS NOT NULL AND reason <> ''`, nil, func(rows *sql.Rows) error {
		var b diagnosis.Break
		if err := rows.Scan(&b.PID, &b.Region, &b.On, &b.Reason); err != nil {
			return err
		}
		n.Breaks = append(n.Breaks, b)
		return nil
	})
}

// FirmPlaces returns where firms are, by public ID.
func (tx *Tx) FirmPlaces(ctx context.Context, pids []string) (map[string]region.Code, error) {
	places := make(map[string]region.Code, len(pids))
	err := tx.collect(ctx, "firms", `SELECT pid, region FROM firm WHERE pid IN `+tx.in(1, false), []any{jsonList(pids)}, func(rows *sql.Rows) error {
		var pid string
		var place region.Code
		err := rows.Scan(&pid, &place)
		places[pid] = place
		return err
	})
	return places, err
}

// SourceNames returns the names of sources, by internal ID.
func (tx *Tx) SourceNames(ctx context.Context) (map[int64]string, error) {
	names := map[int64]string{}
	err := tx.collect(ctx, "sources", `SELECT id, name FROM source`, nil, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}
