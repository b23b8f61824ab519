package intake

import (
	"fmt"
	"runtime/debug"
	"slices"

	"lianzhang/internal/fact"
)

// sending is a batch on its way to the records.
type sending struct {
	batch    []Item
	rows     []*Item // of each claim
	outcomes []fact.Outcome
	err      error
	done     chan struct{}
}

// dispatch sends claims to the records. While they are written the next rows are
// read, as long as reading asks nothing of the records; there is never more than
// one batch on its way, and what it came to is always counted at the same row,
// so that the same file gives the same report.
func (c *check) dispatch(batch []Item, claims []fact.Claim, rows []*Item) error {
	s := &sending{batch: batch, rows: rows, done: make(chan struct{})}
	c.sent = s
	if len(claims) == 0 {
		close(s.done)
		return nil
	}
	if c.aside() {
		c.look.parkNames() // now: later the records are busy
		go s.run(c.send, claims)
		return nil
	}
	s.run(c.send, claims)
	return c.arrived()
}

func (s *sending) run(send func([]fact.Claim) ([]fact.Outcome, error), claims []fact.Claim) {
	defer close(s.done)
	defer func() {
		if p := recover(); p != nil { // in a goroutine of its own it would end the program
			s.err = fmt.Errorf("panic while writing rows: %v\n%s", p, debug.Stack())
		}
	}()
	s.outcomes, s.err = send(claims)
}

// arrived waits for the batch on its way and counts what it came to.
func (c *check) arrived() error {
	s := c.sent
	if s == nil {
		return nil
	}
	<-s.done
	c.sent, c.spare = nil, s.batch
	for i, o := range s.outcomes {
		c.count(o, s.rows[i])
	}
	return s.err
}

// aside tells whether rows can be read while others are written: cells of the
// kind refer to nothing that the rows before could have made.
func (c *check) aside() bool {
	return c.Kind.Name != "park" && !slices.ContainsFunc(c.Kind.Fields, func(f fact.Field) bool { return f.Type == fact.Firm })
}
