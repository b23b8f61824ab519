package placement

import (
	"sort"
	"strings"

	"lianzhang/internal/chain"
)

// Model places firms on the nodes of one chain. It holds no firm and no name of
// one; it may be used by many goroutines at once.
type Model struct {
	template  *chain.Template
	words     dictionary
	elsewhere dictionary
	here      dictionary
	byClass   map[string][]claimant // GB/T 4754 class → nodes that name it
	turns     map[int][]turn        // node → what its things become
	near      *near
	lessons   map[string]map[int]Lesson
	taught    map[string]int // confirmations of a word over all nodes
	index     map[chain.NodeID]int
}

// turn is one ending that makes a thing of another node.
type turn struct {
	tail string
	to   int
}

// claimant is a node that names an industry class.
type claimant struct {
	node  int
	first bool // its firms usually stand here
}

// NewModel builds the model of a template from its words and industries, the
// vocabulary of the trade, and what decisions have taught. The order of the
// lessons does not matter.
func NewModel(t *chain.Template, all []Vocabulary, lessons []Lesson) *Model {
	m := &Model{template: t, byClass: map[string][]claimant{}, turns: map[int][]turn{}, lessons: map[string]map[int]Lesson{},
		taught: map[string]int{}, index: map[chain.NodeID]int{}}
	for i := range t.Nodes {
		n := &t.Nodes[i]
		m.index[n.ID] = i
		m.addNode(i, n, terms(all, n.ID))
	}
	if v := home(all, t.Nodes); v != nil {
		for _, w := range v.Elsewhere {
			m.elsewhere.add(w, 0, false)
		}
		for _, w := range v.Here {
			m.here.add(w, 0, false)
		}
	}
	for i := range all {
		m.addTurns(all[i].Turns)
	}
	m.near = newNear(t.Nodes, all)
	for _, l := range lessons {
		i, ok := m.index[chain.NodeID(l.Node)]
		if !ok {
			continue // a node of an older template
		}
		if m.lessons[l.Word] == nil {
			m.lessons[l.Word] = map[int]Lesson{}
		}
		m.lessons[l.Word][i] = l
		m.taught[l.Word] += l.Confirmed
	}
	return m
}

func (m *Model) addNode(i int, n *chain.Node, t Terms) {
	skip := map[string]bool{}
	for _, w := range append(append([]string{}, t.Drop...), t.Weak...) {
		skip[string(fold(w))] = true
	}
	own := append([]string{n.Name.Zh}, n.Words...)
	for _, w := range append(own, t.Words...) {
		if !skip[string(fold(w))] {
			m.words.add(w, i, false)
		}
	}
	for _, w := range t.Weak {
		m.words.add(w, i, true)
	}
	for _, w := range append(append([]string{}, n.NotWords...), t.NotWords...) {
		m.words.add(w, -1, false)
	}
	first := map[string]bool{}
	for _, c := range t.First {
		first[c] = true
	}
	for _, c := range append(append([]string{}, n.Industries...), t.First...) {
		if !m.claims(c, i) {
			m.byClass[c] = append(m.byClass[c], claimant{i, first[c]})
		}
	}
}

// addTurns keeps the longest endings first, so that 封装壳体 wins over 壳.
func (m *Model) addTurns(turns []Turn) {
	for _, t := range turns {
		to, ok := m.index[t.To]
		if !ok {
			continue // the map does not have the node
		}
		for _, of := range t.Of {
			if i, ok := m.index[of]; ok {
				for _, tail := range t.Tail {
					m.turns[i] = append(m.turns[i], turn{tail, to})
				}
			}
		}
	}
	for i := range m.turns {
		sort.SliceStable(m.turns[i], func(a, b int) bool { return len(m.turns[i][a].tail) > len(m.turns[i][b].tail) })
	}
}

func (m *Model) claims(class string, node int) bool {
	for _, c := range m.byClass[class] {
		if c.node == node {
			return true
		}
	}
	return false
}

// closeness tells how near an industry class is to the ones of a node, in
// thousandths: the class itself, its group, its division, or none.
func (m *Model) closeness(class string, node int) int {
	best := 0
	own := m.template.Nodes[node].Industries
	for _, c := range own {
		switch {
		case class == "" || c == "":
		case c == class || strings.HasPrefix(c, class) && len(class) >= 4 || strings.HasPrefix(class, c):
			best = max(best, 150)
		case len(class) >= 4 && len(c) >= 4 && class[:4] == c[:4]:
			best = max(best, 100)
		case len(class) >= 3 && len(c) >= 3 && class[:3] == c[:3]:
			best = max(best, 50)
		}
	}
	return best
}

// foreign tells whether a firm of that class sells or serves rather than makes,
// while the node is about making.
func (m *Model) foreign(class string, node int) bool {
	if class == "" || !strings.ContainsAny(class[:1], "FGHJKOPQRSA") {
		return false
	}
	for _, c := range m.template.Nodes[node].Industries {
		if c != "" && c[0] == class[0] {
			return false
		}
	}
	return true
}
