package intake

import (
	"context"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/store"
)

// Trial is what a preview asks of a reading transaction; *store.Tx has it.
type Trial interface {
	Records
	Since(ctx context.Context, kind *fact.Kind, mark store.Mark, account string, pids []string) (map[string]store.Since, error)
	TryClaims(ctx context.Context, kind *fact.Kind, claims []fact.Claim, opts store.PutOptions) ([]fact.Outcome, error)
}

// Preview checks a file against the records and writes nothing. each is called
// for every finding and may be nil.
func Preview(ctx context.Context, tx Trial, in Input, each func(Finding)) (*Report, error) {
	return trial(ctx, tx, in, each).finish()
}

// trial is a check whose rows are only tried on the records.
func trial(ctx context.Context, tx Trial, in Input, each func(Finding)) *check {
	c := newCheck(ctx, tx, in, each)
	c.compares = true
	c.claims = func(items []Item) ([]fact.Claim, []*Item, error) { return c.tried(tx, items) }
	c.send = func(claims []fact.Claim) ([]fact.Outcome, error) {
		return tx.TryClaims(ctx, c.Kind, claims, store.PutOptions{})
	}
	return c
}

func newCheck(ctx context.Context, records Records, in Input, each func(Finding)) *check {
	return &check{Input: in, ctx: ctx, log: newLog(each), report: &Report{}, look: newLookup(ctx, records), across: newAcross(in.Kind)}
}

// finish runs the check and closes the report.
func (c *check) finish() (*Report, error) {
	err := c.run()
	if c.sent != nil { // nothing may be on its way when the transaction ends
		<-c.sent.done
	}
	if err != nil {
		return nil, err
	}
	if c.look.err != nil {
		return nil, c.look.err
	}
	c.report.finish(c.log)
	return c.report, nil
}

// tried are the claims whose outcome a preview asks for.
func (c *check) tried(tx Trial, items []Item) ([]fact.Claim, []*Item, error) {
	if err := c.merge(tx, items); err != nil {
		return nil, nil, err
	}
	var claims []fact.Claim
	var rows []*Item
	for i := range items {
		it := &items[i]
		switch {
		case it.Blocked || it.Values == nil:
		case len(it.Stubs) > 0:
			c.report.New++
		default:
			claims = append(claims, c.claim(it))
			rows = append(rows, it)
		}
	}
	return claims, rows, nil
}

// count adds one outcome to the report and looks at what would change.
func (c *check) count(o fact.Outcome, it *Item) {
	if c.again != nil && o.Change != fact.New {
		c.again.reach(o.Subject, it)
	}
	switch o.Change {
	case fact.New:
		c.report.New++
	case fact.Same:
		c.report.Same++
	case fact.Changed:
		c.report.Changed++
		c.unitSlip(o, it)
		if len(c.report.Changes) < maxChanges {
			title, _ := it.Values[c.Kind.Title].(string)
			c.report.Changes = append(c.report.Changes, Change{Sheet: it.Sheet, Row: it.Row, Record: o.Subject, Title: title, Differences: o.Differences})
		}
	}
	if len(o.Rivals) > 0 {
		c.say(it, c.Kind.Keys[0][0], note(cell.Warned, "DUP_RIVALS", "records", join(o.Rivals)))
	}
}

// unitSlip compares an amount with the one that stands.
func (c *check) unitSlip(o fact.Outcome, it *Item) {
	for _, d := range o.Differences {
		f := c.Kind.Field(d.Field)
		old, ok1 := d.Old.(int64)
		now, ok2 := d.New.(int64)
		if f == nil || f.Type != fact.Money || !ok1 || !ok2 || old == 0 || now == 0 {
			continue
		}
		if r := float64(now) / float64(old); r > slip || r < 1.0/slip {
			c.say(it, d.Field, note(cell.Warned, "UNIT_SUSPECT", "field", f.Label.Zh, "value", amount(float64(now)), "peers", amount(float64(old))))
		}
	}
}

// claim is what an item says, without the import it belongs to.
func (c *check) claim(it *Item) fact.Claim {
	return fact.Claim{Kind: c.Kind.Name, Subject: it.Subject, AsOf: c.asOfDay(c.Today), Sheet: it.Sheet, Row: it.Row, Values: it.Values}
}
