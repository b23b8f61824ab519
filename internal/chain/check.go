package chain

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"lianzhang/internal/fault"
)

// MaxDepth is how many levels "is a kind of" may have.
const MaxDepth = 12

// Mistake is one thing wrong with a template. Code has a sentence in the
// catalog of messages; What names the place.
type Mistake struct {
	File string `json:"file,omitempty"`
	Code string `json:"code"`
	What string `json:"what"`
}

func (m Mistake) String() string { return fmt.Sprintf("%s: %s: %s", m.File, m.Code, m.What) }

// CheckError lists everything wrong with a set of templates at once.
type CheckError struct{ Mistakes []Mistake }

func (e *CheckError) Error() string {
	lines := make([]string, len(e.Mistakes))
	for i, m := range e.Mistakes {
		lines[i] = m.String()
	}
	return "chain templates:\n" + strings.Join(lines, "\n")
}

// Unwrap files the error under [fault.ErrInvalid].
func (e *CheckError) Unwrap() error { return fault.ErrInvalid }

var (
	industryShape = regexp.MustCompile(`^[A-T]\d{2,4}$`)
	hsShape       = regexp.MustCompile(`^\d{4}(\.\d{2})?$`)
	dateShape     = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
)

// checker collects the mistakes of one template.
type checker struct {
	t     *Template
	known Known
	found []Mistake
}

func (c *checker) say(code, format string, args ...any) {
	c.found = append(c.found, Mistake{Code: code, What: fmt.Sprintf(format, args...)})
}

// Check returns everything wrong with the template, in the order of the file.
func (t *Template) Check(known Known) []Mistake {
	c := &checker{t: t, known: known}
	c.head()
	c.frame()
	c.kinds()
	for i := range t.Nodes {
		c.node(&t.Nodes[i])
	}
	c.edges()
	return c.found
}

func (c *checker) head() {
	t := c.t
	if t.ID == "" || t.Name.Zh == "" || t.Name.En == "" || t.Version == "" || t.Source == "" {
		c.say("CHAIN_HEAD", "id, name, version, source")
	}
	if !dateShape.MatchString(t.Date) {
		c.say("CHAIN_HEAD", "date %q", t.Date)
	}
	if !slices.Contains([]string{"chain", "cluster", "ecosystem", "zone"}, t.Carrier) {
		c.say("CHAIN_HEAD", "carrier %q", t.Carrier)
	}
	if !slices.Contains([]string{"labour", "capital", "technology"}, t.Factor) {
		c.say("CHAIN_HEAD", "factor %q", t.Factor)
	}
}

// frame checks stages and groups.
func (c *checker) frame() {
	seen := map[string]bool{}
	for _, s := range c.t.Stages {
		if seen[s.ID] || !slices.Contains([]string{Upstream, Midstream, Downstream}, s.Position) || s.Name.Zh == "" {
			c.say("STAGE_WRONG", "%s", s.ID)
		}
		seen[s.ID] = true
	}
	for _, g := range c.t.Groups {
		if seen[g.ID] || g.Name.Zh == "" {
			c.say("GROUP_WRONG", "%s", g.ID)
		}
		seen[g.ID] = true
		if _, ok := c.t.Stage(g.Stage); !ok {
			c.say("STAGE_UNKNOWN", "%s: %s", g.ID, g.Stage)
		}
	}
}

// kinds checks that IDs are unique and that "is a kind of" climbs to an end.
func (c *checker) kinds() {
	parent := map[NodeID]NodeID{}
	add := func(id, up NodeID, name Text) {
		if _, twice := parent[id]; twice {
			c.say("NODE_TWICE", "%s", id)
		}
		if name.Zh == "" || name.En == "" {
			c.say("NODE_NAME", "%s", id)
		}
		parent[id] = up
	}
	for _, k := range c.t.Kinds {
		add(k.ID, k.KindOf, k.Name)
	}
	for _, n := range c.t.Nodes {
		add(n.ID, n.KindOf, n.Name)
	}
	for _, n := range c.t.Nodes {
		c.climb(n.ID, parent)
	}
	for _, k := range c.t.Kinds {
		c.climb(k.ID, parent)
	}
}

func (c *checker) climb(id NodeID, parent map[NodeID]NodeID) {
	trail := []string{string(id)}
	for at := id; parent[at] != ""; at = parent[at] {
		up := parent[at]
		if _, ok := parent[up]; !ok {
			c.say("NODE_UNKNOWN", "%s: %s", at, up)
			return
		}
		trail = append(trail, string(up))
		if up == id {
			c.say("CHAIN_CYCLE", "%s", strings.Join(trail, " → "))
			return
		}
		if len(trail) > MaxDepth {
			c.say("CHAIN_DEPTH", "%s", id)
			return
		}
	}
}

func (c *checker) node(n *Node) {
	if _, ok := c.t.Stage(n.Stage); !ok {
		c.say("STAGE_UNKNOWN", "%s: %s", n.ID, n.Stage)
	}
	if n.Group != "" {
		g := slices.IndexFunc(c.t.Groups, func(g Group) bool { return g.ID == n.Group })
		if g < 0 {
			c.say("GROUP_UNKNOWN", "%s: %s", n.ID, n.Group)
		} else if c.t.Groups[g].Stage != n.Stage {
			c.say("GROUP_STAGE", "%s: %s", n.ID, n.Group)
		}
	}
	if !slices.Contains([]string{"", "high", "middle", "low"}, n.Grade) {
		c.say("NODE_GRADE", "%s: %s", n.ID, n.Grade)
	}
	for _, code := range n.Industries {
		if !industryShape.MatchString(code) || c.known.Industry != nil && !c.known.Industry(code) {
			c.say("INDUSTRY_UNKNOWN", "%s: %s", n.ID, code)
		}
	}
	for _, code := range n.HS {
		if !hsShape.MatchString(code) || c.known.HS != nil && !c.known.HS(strings.ReplaceAll(code, ".", "")) {
			c.say("HS_UNKNOWN", "%s: %s", n.ID, code)
		}
	}
	c.uses(n)
}

// uses checks what a node refers to and what is said of its dependence.
func (c *checker) uses(n *Node) {
	for _, id := range n.Technologies {
		if !slices.ContainsFunc(c.t.Technologies, func(x Technology) bool { return x.ID == id }) {
			c.say("TECHNOLOGY_UNKNOWN", "%s: %s", n.ID, id)
		}
	}
	for _, id := range n.Applications {
		if !slices.ContainsFunc(c.t.Applications, func(x Application) bool { return x.ID == id }) {
			c.say("APPLICATION_UNKNOWN", "%s: %s", n.ID, id)
		}
	}
	x := n.External
	if x == nil {
		return
	}
	stated := slices.Contains([]string{"high", "medium", "low"}, x.Dependence)
	if !stated && x.Dependence != "unknown" || stated && (x.Source == "" || !dateShape.MatchString(x.Date)) {
		c.say("EXTERNAL_WRONG", "%s", n.ID)
	}
}

func (c *checker) edges() {
	at := map[NodeID]bool{}
	for _, n := range c.t.Nodes {
		at[n.ID] = false
	}
	seen := map[[2]NodeID]bool{}
	sum := map[NodeID]float64{}
	for _, e := range c.t.Edges {
		what := string(e.From) + " → " + string(e.To)
		for _, end := range []NodeID{e.From, e.To} {
			if _, ok := at[end]; !ok {
				c.say("NODE_UNKNOWN", "%s", what)
			}
		}
		at[e.From], at[e.To] = true, true
		if e.From == e.To {
			c.say("NODE_SELF", "%s", what)
		}
		if seen[[2]NodeID{e.From, e.To}] {
			c.say("EDGE_TWICE", "%s", what)
		}
		seen[[2]NodeID{e.From, e.To}] = true
		if len(e.Grade) != 1 || e.Grade < "A" || e.Grade > "E" {
			c.say("EDGE_GRADE", "%s: %s", what, e.Grade)
		}
		if e.Share != nil {
			if !(*e.Share >= 0 && *e.Share <= 100) {
				c.say("SHARE_WRONG", "%s: %g", what, *e.Share)
			}
			sum[e.To] += *e.Share
		}
	}
	for _, n := range c.t.Nodes {
		if !at[n.ID] {
			c.say("NODE_UNLINKED", "%s", n.ID)
		}
		if sum[n.ID] > 100+1e-9 {
			c.say("SHARE_TOTAL", "%s: %g", n.ID, sum[n.ID])
		}
	}
	if cycle := c.t.Cycle(); cycle != nil {
		c.say("CHAIN_CYCLE", "%s", trailOf(cycle))
	}
}

// Cycle returns one cycle of goes-into edges, its first node repeated at the
// end, or nil. Feedback edges and self-edges do not count.
func (t *Template) Cycle() []NodeID {
	next := map[NodeID][]NodeID{}
	for _, e := range t.Edges {
		if !e.Feedback && e.From != e.To {
			next[e.From] = append(next[e.From], e.To)
		}
	}
	state := map[NodeID]int{} // 1 on the trail, 2 done
	var trail []NodeID
	var walk func(NodeID) []NodeID
	walk = func(id NodeID) []NodeID {
		state[id] = 1
		trail = append(trail, id)
		for _, to := range next[id] {
			if state[to] == 1 {
				return append(slices.Clone(trail[slices.Index(trail, to):]), to)
			}
			if state[to] == 0 {
				if cycle := walk(to); cycle != nil {
					return cycle
				}
			}
		}
		state[id] = 2
		trail = trail[:len(trail)-1]
		return nil
	}
	for _, n := range t.Nodes {
		if state[n.ID] == 0 {
			if cycle := walk(n.ID); cycle != nil {
				return cycle
			}
		}
	}
	return nil
}

func trailOf(ids []NodeID) string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = string(id)
	}
	return strings.Join(parts, " → ")
}
