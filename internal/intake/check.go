package intake

import (
	"context"
	"errors"
	"slices"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/header"
	"lianzhang/internal/intake/sheet"
	"lianzhang/internal/scan"
	"lianzhang/internal/store"
)

// Item is one record that a row came to.
type Item struct {
	Sheet  string
	Row    int
	Col    int // of the figure, in a wide table
	Values map[string]any
	// Subject is the public ID of the record where it is known already.
	Subject string
	// Stubs are enterprises that nobody knows, by field: what the cell says.
	Stubs map[string]string
	// Blocked tells that an error keeps the row out.
	Blocked bool
}

// check walks through one file.
type check struct {
	Input
	ctx    context.Context
	log    *log
	report *Report
	file   *sheet.File
	look   *lookup
	mark   *store.Mark // when the sheet was made, if it tells
	across *across
	closed fact.Closed
	// again narrows a check to corrected rows; twin is the check of the same rows
	// as they are now, which walks along.
	again *again
	twin  *check
	// claims turns a batch of items, in order, into what is said of them, with
	// the item of each claim.
	claims func([]Item) ([]fact.Claim, []*Item, error)
	// send hands claims to the records.
	send  func([]fact.Claim) ([]fact.Outcome, error)
	batch []Item
	sent  *sending // the batch before, on its way
	spare []Item   // room of a batch that has arrived
	// compares tells that new names are compared with those on record: a
	// preview asks people, a commit has their answer.
	compares bool
	// seen is called for every row of data, for progress.
	seen func(rows int)
}

// batchSize is how many rows go to the records together.
const batchSize = 2000

// run checks the whole file. A refused file is a finding and no error.
func (c *check) run() error {
	if threat, found := c.Verdict.Threat(); found {
		return c.refused(refuse("FILE_INFECTED", "threat", threat))
	}
	if c.Verdict == scan.Eicar {
		c.log.add(finding("", 0, 0, "", note(cell.Warned, "FILE_EICAR")))
	}
	file, err := sheet.Open(c.Path)
	if err != nil {
		return c.refused(err)
	}
	defer file.Close()
	c.file = file
	if c.closed, err = c.look.records.Closed(c.ctx); err != nil {
		return err
	}
	c.report.Encoding, c.report.Separator = file.Encoding, file.Separator
	returned := slices.ContainsFunc(file.Sheets, func(s sheet.Info) bool { return s.Name == summarySheet })
	for _, w := range file.Warnings {
		if returned && w.Code == "FILE_COMMENTS" {
			continue // our own comments on wrong cells
		}
		c.log.add(finding("", 0, 0, "", cell.Note{Code: w.Code, Severity: cell.Warned, Params: w.Params}))
	}
	if err := c.checkTemplate(); err != nil {
		return c.refused(err)
	}
	if err := c.sheets(); err != nil {
		return c.refused(err)
	}
	if c.twin != nil {
		if err := c.twin.end(); err != nil {
			return err
		}
	}
	return c.end()
}

// end settles what is left when all rows were read.
func (c *check) end() error {
	if err := c.flush(); err != nil {
		return err
	}
	if err := c.arrived(); err != nil {
		return err
	}
	c.across.finish(c.log)
	return nil
}

// refused keeps a refusal as a finding; other errors are passed on.
func (c *check) refused(err error) error {
	f, ok := Refusal(err)
	if !ok {
		return err
	}
	c.log.add(f)
	return nil
}

// candidate is a sheet with its recognised layout.
type candidate struct {
	index  int
	layout header.Layout
}

// sheets finds the sheets that have the header of the kind and reads them.
func (c *check) sheets() error {
	var found []candidate
	var nearest *candidate
	for i := range c.file.Sheets {
		info := &c.file.Sheets[i]
		c.report.Sheets = append(c.report.Sheets, SheetReport{Name: info.Name, Hidden: info.Hidden})
		if len(c.Sheets) > 0 && !slices.Contains(c.Sheets, info.Name) || info.Rows == 0 || ownSheet(info) {
			continue
		}
		layout, err := c.layoutOf(i)
		if err != nil {
			return err
		}
		cand := candidate{i, layout}
		if layout.Score > 0 && len(layout.Missing) == 0 {
			found = append(found, cand)
		} else if nearest == nil || layout.Score > nearest.layout.Score || layout.Transposed {
			nearest = &cand
		}
	}
	if len(found) == 0 {
		return c.noHeader(nearest)
	}
	if len(found) > 1 && len(c.Sheets) == 0 {
		c.log.add(finding(c.file.Sheets[found[1].index].Name, 0, 0, "", note(cell.Warned, "SHEETS_SEVERAL", "n", itoa(len(found)))))
	} else if found[0].index > 0 && len(c.Sheets) == 0 && !c.file.Sheets[0].Hidden && !ownSheet(&c.file.Sheets[0]) {
		c.log.add(finding(c.file.Sheets[found[0].index].Name, 0, 0, "", note(cell.Normalised, "SHEET_CHOSEN", "sheet", c.file.Sheets[found[0].index].Name)))
	}
	c.pair()
	for _, cand := range found {
		if err := c.sheet(cand.index, &cand.layout); err != nil {
			return err
		}
	}
	return nil
}

// noHeader refuses a file in which no sheet has the header of the kind.
func (c *check) noHeader(nearest *candidate) error {
	switch {
	case nearest == nil:
		return refuse("HEADER_NONE", "kind", c.Kind.Label.Zh)
	case nearest.layout.Transposed:
		return refuse("HEADER_TRANSPOSED")
	case nearest.layout.Score < 1:
		return refuse("HEADER_NONE", "kind", c.Kind.Label.Zh)
	}
	c.report.Sheets[nearest.index].HeaderRow = nearest.layout.Row
	c.report.Sheets[nearest.index].Columns = columnInfos(&nearest.layout)
	for _, n := range nearest.layout.Notes {
		c.log.add(finding(c.file.Sheets[nearest.index].Name, n.Row, n.Col, "", n.Note))
	}
	c.log.add(finding(c.file.Sheets[nearest.index].Name, nearest.layout.Row, 0, "", note(cell.Refused, "HEADER_MISSING", "fields", join(nearest.layout.Missing))))
	return nil
}

// layoutOf reads the first rows of a sheet and recognises its header.
func (c *check) layoutOf(i int) (header.Layout, error) {
	var head []sheet.Row
	err := c.file.Rows(c.ctx, i, func(r *sheet.Row) error {
		head = append(head, sheet.Row{N: r.N, Hidden: r.Hidden, Cells: slices.Clone(r.Cells)})
		if len(head) >= header.Head {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return header.Layout{}, err
	}
	return header.Find(c.Kind, head, c.file.Sheets[i].Merges, c.Remembered, c.Columns), nil
}

// errEnough ends the reading of a sheet early.
var errEnough = errors.New("enough")

// put hands an item on, in batches.
func (c *check) put(it Item) error {
	if c.again != nil {
		c.again.meet(c, &it)
	}
	if it.Blocked {
		c.report.BadRows++
	}
	c.batch = append(c.batch, it)
	if len(c.batch) < batchSize || c.across.whole() {
		return nil
	}
	return c.flush()
}

// flush settles what needs to see several rows and hands the batch on.
func (c *check) flush() error {
	c.across.settle(c, c.batch)
	c.refuseClosed(c.batch)
	if err := c.arrived(); err != nil {
		return err
	}
	if c.compares {
		if err := c.candidates(c.batch); err != nil {
			return err
		}
	}
	claims, rows, err := c.claims(c.batch)
	if err != nil {
		return err
	}
	full := c.batch
	clear(c.spare)
	c.batch, c.spare = c.spare[:0], nil
	return c.dispatch(full, claims, rows)
}
