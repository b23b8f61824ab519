package store

import (
	"context"
	"database/sql"

	"lianzhang/internal/diagnosis"
)

// around reads records of the nodes that are few, and so are read whole each
// time. Scan fills in a record and says on which node and when it changed; add
// takes it once the node is known.
func (r *chainReading) around(ctx context.Context, what, query string, scan func(*sql.Rows, *string, *int64) error, add func(node int32)) error {
	return r.tx.collect(ctx, what, query+` WHERE deleted = 0 AND chain IN `+r.tx.in(1, false)+` AND node IN `+r.tx.in(2, false)+` ORDER BY id`, r.args, func(rows *sql.Rows) error {
		var node string
		var at int64
		if err := scan(rows, &node, &at); err != nil {
			return err
		}
		if k, ok := r.Index[node]; ok {
			add(k)
			r.out.Newest = max(r.out.Newest, at)
		}
		return nil
	})
}

func (r *chainReading) searches(ctx context.Context) error {
	var s diagnosis.Search
	return r.around(ctx, "searches", `SELECT pid, region, node, COALESCE(searched_on, ''), COALESCE(searched_by, ''), COALESCE(coverage, 0), COALESCE(found, -1), version, changed_at FROM survey`,
		func(rows *sql.Rows, node *string, at *int64) error {
			s = diagnosis.Search{}
			return rows.Scan(&s.PID, &s.Region, node, &s.On, &s.By, &s.Coverage, &s.Found, &s.Version, at)
		}, func(node int32) {
			s.Node = node
			r.out.Searches = append(r.out.Searches, s)
		})
}

func (r *chainReading) projects(ctx context.Context) error {
	var p diagnosis.Project
	return r.around(ctx, "projects", `SELECT pid, COALESCE(name, ''), region, node, COALESCE(stage, ''), version, changed_at FROM project`,
		func(rows *sql.Rows, node *string, at *int64) error {
			p = diagnosis.Project{}
			return rows.Scan(&p.PID, &p.Name, &p.Region, node, &p.Stage, &p.Version, at)
		}, func(node int32) {
			p.Node = node
			r.out.Projects = append(r.out.Projects, p)
		})
}

func (r *chainReading) institutes(ctx context.Context) error {
	var p diagnosis.Institute
	return r.around(ctx, "institutes", `SELECT pid, COALESCE(name, ''), region, node, version, changed_at FROM institute`,
		func(rows *sql.Rows, node *string, at *int64) error {
			p = diagnosis.Institute{}
			return rows.Scan(&p.PID, &p.Name, &p.Region, node, &p.Version, at)
		}, func(node int32) {
			p.Node = node
			r.out.Institutes = append(r.out.Institutes, p)
		})
}

func (r *chainReading) trade(ctx context.Context) error {
	var d diagnosis.Dependence
	return r.around(ctx, "external dependence", `SELECT pid, region, node, COALESCE("year", 0), COALESCE(imports, -1), COALESCE(exports, -1), import_hhi, world_hhi, version, changed_at FROM dependence`,
		func(rows *sql.Rows, node *string, at *int64) error {
			d = diagnosis.Dependence{}
			return rows.Scan(&d.PID, &d.Region, node, &d.Year, &d.Imports, &d.Exports, &d.ImportHHI, &d.WorldHHI, &d.Version, at)
		}, func(node int32) {
			d.Node = node
			r.out.Trade = append(r.out.Trade, d)
		})
}
