package atlas

import (
	"context"
	"time"

	"lianzhang/internal/access"
	"lianzhang/internal/chain"
	"lianzhang/internal/date"
	"lianzhang/internal/list"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// acts is how many acts on the evidence a cause names.
const acts = 5

// Draft makes an edition of a list from the data of now; it is not stored yet.
func (a *Atlas) Draft(ctx context.Context, scope access.Scope, d *list.Definition, t *chain.Template, place region.Code, decisions []list.Decision) (*list.Edition, error) {
	c, err := a.Subjects(ctx, scope, t, place, d.Of)
	if err != nil {
		return nil, err
	}
	content, err := list.Generate(d, c.Subjects, decisions)
	if err != nil {
		return nil, err
	}
	return &list.Edition{
		List: d.ID, Chain: string(t.ID), Region: place, State: list.Draft, DataVersion: c.Version, Definition: d.Digest(),
		Decisions: decisions, Content: *content, Demo: c.Demo,
	}, nil
}

// Explain returns what changed from one edition to the next, each event with
// its causes and what was done to the records behind it in between.
func Explain(ctx context.Context, tx *store.Tx, scope access.Scope, from, to *list.Edition) ([]list.Event, error) {
	events := list.Diff(list.Version{Content: from.Content, Definition: from.Definition}, list.Version{Content: to.Content, Definition: to.Definition})
	for i := range events {
		e := &events[i]
		pids := evidenceOf(e)
		found, err := tx.Between(ctx, scope, pids, from.ChangedAt, to.ChangedAt, acts)
		if err != nil {
			return nil, err
		}
		for k := range e.Causes {
			if c := &e.Causes[k]; c.Kind == list.ByFact || c.Kind == list.ByArrival {
				c.Acts = written(found)
			}
		}
	}
	return events, nil
}

// evidenceOf are the records behind a row before and after.
func evidenceOf(e *list.Event) []string {
	seen := map[string]bool{}
	var pids []string
	for _, row := range []*list.Row{e.Before, e.After} {
		if row == nil {
			continue
		}
		for _, pid := range row.Evidence {
			if !seen[pid] {
				seen[pid] = true
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

func written(found []store.RecordAct) []list.Act {
	out := make([]list.Act, 0, len(found))
	for _, f := range found {
		at := date.FromMillis(f.At).In(date.Shanghai).Format(time.DateTime)
		out = append(out, list.Act{At: at, By: f.By, What: f.What, Record: f.Record, Source: f.Source})
	}
	return out
}
