package intake

import (
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"sort"

	"lianzhang/internal/fact"
	"lianzhang/internal/intake/cell"
	"lianzhang/internal/intake/sheet"
)

// across holds what can only be seen over several rows: duplicates, one name
// with two codes, figures far from their peers, shares that add up to too much.
// It keeps hashes and small numbers, not rows.
type across struct {
	kind    *fact.Kind
	seed    maphash.Seed
	keys    map[uint64]seenRow   // identity → where it was first
	names   map[uint64]uint64    // name → code
	pairs   map[uint64]int       // supplier, buyer → row
	perFirm map[string]int       // nodes of a firm
	shares  map[string]float64   // share of purchases by buyer and product
	peers   map[string][]figure  // figures by field
	sheets  []string             // the sheets of figures, as they came
	parts   map[string]*regional // sum of a place's parts
	graph   *hierarchy
}

type seenRow struct {
	sheet string
	row   int
	body  uint64
}

// figure is one amount; there are as many as cells, so it is small.
type figure struct {
	value float32
	row   int32
	sheet int32 // its place in sheets
}

func newAcross(kind *fact.Kind) *across {
	a := &across{
		kind: kind, seed: maphash.MakeSeed(), keys: map[uint64]seenRow{}, names: map[uint64]uint64{}, pairs: map[uint64]int{},
		perFirm: map[string]int{}, shares: map[string]float64{}, peers: map[string][]figure{}, parts: map[string]*regional{},
	}
	if kind.Name == "node" {
		a.graph = &hierarchy{}
	}
	return a
}

// whole tells that rows can only be judged when all are known.
func (a *across) whole() bool { return a.graph != nil }

// settle judges a batch of rows; it may block some.
func (a *across) settle(c *check, batch []Item) {
	for i := range batch {
		it := &batch[i]
		a.duplicate(c, it)
		switch a.kind.Name {
		case "firm":
			a.twoCodes(c, it)
		case "link":
			a.links(c, it)
		case "product":
			a.crowded(c, it)
		case "statistic":
			a.region(it)
		}
	}
	if a.graph != nil {
		a.graph.judge(c, batch)
	}
}

func (a *across) hash(parts ...any) uint64 {
	var h maphash.Hash
	h.SetSeed(a.seed)
	for _, p := range parts {
		if s, ok := p.(string); ok {
			h.WriteString(s)
		} else {
			fmt.Fprint(&h, p)
		}
		h.WriteByte(0)
	}
	return h.Sum64()
}

// body hashes all values of an item.
func (a *across) body(it *Item) uint64 {
	ids := make([]string, 0, len(it.Values))
	for id := range it.Values {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	parts := make([]any, 0, 2*len(ids))
	for _, id := range ids {
		parts = append(parts, id, it.Values[id])
	}
	return a.hash(parts...)
}

// identity is the first key of the kind that the item has all fields of.
func (a *across) identity(it *Item) (uint64, []string, bool) {
	for n, key := range a.kind.Keys {
		parts := []any{n}
		last := n == len(a.kind.Keys)-1
		for i, id := range key {
			v := it.Values[id]
			if v == nil && it.Stubs[id] != "" {
				v = "?" + it.Stubs[id]
			}
			if v == nil && (!last || i == 0) {
				parts = nil
				break
			}
			if s, ok := v.(string); ok {
				v = fact.Key(s)
			}
			parts = append(parts, v)
		}
		if parts != nil {
			return a.hash(parts...), key, true
		}
	}
	return 0, nil, false
}

// duplicate finds rows about the same subject. The same row again is merged;
// another row for the same subject is an error, for a person has to pick.
func (a *across) duplicate(c *check, it *Item) {
	id, key, ok := a.identity(it)
	if !ok {
		return
	}
	first, again := a.keys[id]
	body := a.body(it)
	if !again {
		if !it.Blocked {
			a.keys[id] = seenRow{it.Sheet, it.Row, body}
		}
		return
	}
	where := itoa(first.row)
	if first.sheet != it.Sheet {
		where = first.sheet + " " + where
	}
	n := note(cell.Wrong, "DUP_IN_FILE", "row", where)
	switch {
	case first.body == body:
		n = note(cell.Normalised, "DUP_SAME", "row", where)
		it.Values, it.Stubs = nil, nil // merged into the first
	case a.kind.Name == "link":
		n = note(cell.Warned, "DUP_EDGE", "row", where)
	}
	c.say(it, key[0], n)
}

// say places a note of a whole row on the cell of a field.
func (c *check) say(it *Item, field string, n cell.Note) {
	if n.Severity == cell.Wrong && !it.Blocked {
		it.Blocked = true
		c.report.BadRows++
	}
	c.log.add(finding(it.Sheet, it.Row, c.columnOf(it, field), field, n))
}

// columnOf is the column in which an item has a field, or 0.
func (c *check) columnOf(it *Item, field string) int {
	col := it.Col
	for _, s := range c.report.Sheets {
		if s.Name != it.Sheet {
			continue
		}
		for _, info := range s.Columns {
			if info.Field == field && col == 0 {
				col = info.Col
			}
		}
	}
	return col
}

// twoCodes points at one name with two codes, and gathers figures.
func (a *across) twoCodes(c *check, it *Item) {
	name, _ := it.Values["name"].(string)
	code, _ := it.Values["uscc"].(string)
	if name != "" && code != "" {
		key, h := a.hash(fact.Key(name)), a.hash(code)
		if before, ok := a.names[key]; ok && before != h {
			c.say(it, "name", note(cell.Warned, "NAME_TWO_CODES", "name", short(name)))
		}
		a.names[key] = h
	}
	var only map[string]bool
	if c.again != nil {
		only = c.again.money
	}
	a.figures(it, only)
}

// figures gathers the amounts of a row for a comparison with their peers; only
// those of the named fields when there are any names.
func (a *across) figures(it *Item, only map[string]bool) {
	if n := len(a.sheets); n == 0 || a.sheets[n-1] != it.Sheet {
		a.sheets = append(a.sheets, it.Sheet)
	}
	for i := range a.kind.Fields {
		f := &a.kind.Fields[i]
		if f.Type != fact.Money || only != nil && !only[f.ID] {
			continue
		}
		if v, ok := it.Values[f.ID].(int64); ok && v != 0 {
			a.peers[f.ID] = append(a.peers[f.ID], figure{float32(v), int32(it.Row), int32(len(a.sheets) - 1)})
		}
	}
}

// links looks at the other direction of a link and at the sum of shares.
func (a *across) links(c *check, it *Item) {
	s, _ := it.Values["supplier"].(string)
	b, _ := it.Values["buyer"].(string)
	if s == "" || b == "" {
		return
	}
	p := it.Values["product"]
	if row, ok := a.pairs[a.hash(b, s, p)]; ok {
		c.say(it, "buyer", note(cell.Warned, "EDGE_REVERSE", "row", itoa(row)))
	}
	a.pairs[a.hash(s, b, p)] = it.Row
	if share, ok := it.Values["share"].(float64); ok {
		key := b + "\x00" + fmt.Sprint(p) + "\x00" + fmt.Sprint(it.Values["year"])
		if a.shares[key] += share; a.shares[key] > 100.5 {
			c.say(it, "share", note(cell.Warned, "SHARE_SUM", "sum", fmt.Sprintf("%.1f", a.shares[key])))
		}
	}
}

// crowded points at a firm on very many nodes.
func (a *across) crowded(c *check, it *Item) {
	firm, _ := it.Values["firm"].(string)
	if firm == "" || it.Values["node"] == nil {
		return
	}
	if a.perFirm[firm]++; a.perFirm[firm] == 40 {
		c.say(it, "node", note(cell.Warned, "FIRM_MANY_NODES", "n", "40"))
	}
}

// slip is how far a figure stands from its peers when the unit is wrong: 元
// written as 万元 is ten thousand times too much.
const slip = 5000

// minPeers is how many figures make a comparison.
const minPeers = 5

// finish says what needed all rows: figures far from their peers, parts that
// add up to more than the whole.
func (a *across) finish(l *log) {
	for i := range a.kind.Fields {
		f := &a.kind.Fields[i]
		list := a.peers[f.ID]
		if len(list) < minPeers {
			continue
		}
		sizes := make([]float64, len(list))
		for j, x := range list {
			sizes[j] = math.Abs(float64(x.value))
		}
		slices.Sort(sizes)
		median := sizes[len(sizes)/2]
		for _, x := range list {
			if v := math.Abs(float64(x.value)); v > slip*median {
				l.add(Finding{Sheet: a.sheets[x.sheet], Row: int(x.row), Field: f.ID, Code: "UNIT_SUSPECT", Severity: cell.Warned,
					Params: map[string]string{"field": f.Label.Zh, "value": amount(v), "peers": amount(median)}})
			}
		}
	}
	a.sums(l)
}

// amount writes fen as 万元 for a comparison side by side.
func amount(fen float64) string { return fmt.Sprintf("%.4g 万元", fen/1e6) }

// place fills in the cell of findings that know only row and field.
func (r *Report) place() {
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Cell != "" || f.Row == 0 || f.Field == "" {
			continue
		}
		for _, s := range r.Sheets {
			for _, info := range s.Columns {
				if s.Name == f.Sheet && info.Field == f.Field {
					f.Cell = sheet.Ref(f.Row, info.Col)
				}
			}
		}
	}
}
