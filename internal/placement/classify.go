package placement

import (
	"regexp"
	"sort"
	"strings"

	"lianzhang/internal/chain"
	"lianzhang/internal/industry"
)

// Firm is what is known of a firm when it is placed; every field may be empty.
type Firm struct {
	ID       string
	Name     string
	Industry string // GB/T 4754-2017 code or name
	Products string
	Scope    string
}

// Guess is one node the model proposes.
type Guess struct {
	Node       chain.NodeID
	Name       string
	Confidence float64 // share of such proposals that were right on the training half
	Why        string
}

// Result is the answer for one firm: guesses, surest first, or the reason why
// there are none.
type Result struct {
	Guesses []Guess
	Reason  string
}

// Points are thousandths: 1000 is a product that ends in a word of the node.
const (
	enough   = 400 // below this nothing is proposed
	modifier = 250 // a word before the last one of a phrase only describes it: 锂电池|隔膜
	tailed   = 350 // unknown words follow the word: 锂电池|检测支架
	strange  = 150 // the phrase is made for something else: 光伏|逆变器
	traded   = 250 // the scope says that the thing is sold, not made
	foreign  = 350 // a trader's or an innkeeper's class on a node of makers
)

// evidence is what speaks for one node.
type evidence struct {
	best, sum int
	strong    bool
	words     map[string]string // word → where it stood
	lessons   []string
	nearby    string
}

// Place proposes nodes for the firm. The order in which the text names things
// does not matter, and a thing the chain does not know changes nothing.
func (m *Model) Place(f Firm) Result {
	class, className := m.class(f.Industry)
	found := map[int]*evidence{}
	said := false
	texts := append(phrases(f.Products, inProducts), phrases(f.Scope, inScope)...)
	if className == "" && f.Industry != "" && class == "" {
		texts = append(texts, phrases(f.Industry, inScope)...)
	}
	making := false
	for _, p := range texts {
		making = making || p.verb == makes && len(m.words.scan(p.text)) > 0
		said = said || p.field == inProducts
	}
	strong := false
	for _, p := range append(texts, phrases(f.Name, inName)...) {
		weight := 1000
		if p.inner && strong {
			weight = modifier // 印制电路板（汽车电子）: the bracket says what for
		}
		if p.field == inScope && said {
			weight = weight * 600 / 1000
		}
		s := m.read(p, weight, making, found)
		strong = s || p.inner && strong
	}
	for i, e := range found {
		if m.foreign(class, i) {
			e.best, e.sum = e.best*foreign/1000, e.sum*foreign/1000
		} else if e.best > 0 {
			e.best += m.closeness(class, i)
		}
	}
	guesses := m.choose(found, class, className)
	if len(guesses) > 0 {
		return Result{Guesses: guesses}
	}
	if byClass := m.placeByClass(class, className, said, found); len(byClass) > 0 {
		return Result{Guesses: byClass}
	}
	if byNear := m.placeByNear(texts, class, found); len(byNear) > 0 {
		return Result{Guesses: byNear}
	}
	return Result{Reason: m.reason(f, class, className)}
}

// classCode is a code in front of a name: "C3841 锂离子电池制造", "3841锂离子电池制造".
var classCode = regexp.MustCompile(`^[A-Ta-t]?[0-9]{2,4}`)

// class resolves the industry as written; unknown text stays unknown.
func (m *Model) class(written string) (code, name string) {
	if c, ok := industry.Find(strings.TrimSpace(written)); ok {
		return c.Code, c.Name
	}
	if code := classCode.FindString(strings.TrimSpace(written)); code != "" {
		if c, ok := industry.Find(code); ok {
			return c.Code, c.Name
		}
	}
	return "", ""
}

// read adds what one phrase says to the evidence, and tells whether a word
// decided. making: the text says elsewhere that the firm makes something.
func (m *Model) read(p phrase, weight int, making bool, found map[int]*evidence) bool {
	matches := m.words.scan(p.text)
	if len(m.elsewhere.scan(p.text)) > 0 && len(m.here.scan(p.text)) == 0 {
		weight = weight * strange / 1000
	}
	strong := false
	for k, w := range matches {
		tail := p.text[w.to:tailEnd(p.text, matches, k)]
		last := k == len(matches)-1 || softly(tail)
		for j, node := range w.nodes {
			points := int(p.field) * weight / 1000
			to, word, turned := m.turn(node, w, p.text)
			switch {
			case turned:
				node = to
			case !last:
				points = points * modifier / 1000
			case !m.fits(node, tail):
				points = points * tailed / 1000
			}
			if p.verb == trades && (making || !strings.ContainsAny(word, "销租售营站务")) {
				points = points * traded / 1000
			}
			firm := turned || !w.weak[j]
			m.note(found, node).add(points, word, p.field, firm)
			strong = strong || firm && points >= enough*int(p.field)/1000
		}
	}
	m.recall(p, found)
	return strong
}

// turn tells whether what follows a word makes it a thing of another node.
func (m *Model) turn(node int, w match, text []rune) (to int, word string, turned bool) {
	rest := string(alone(text[w.to:]))
	for _, t := range m.turns[node] {
		if strings.Contains(rest, t.tail) {
			return t.to, w.word + "…" + t.tail, true
		}
	}
	return 0, w.word, false
}

// fits tells whether what follows a word leaves it a thing of the node.
func (m *Model) fits(node int, tail []rune) bool {
	tail = alone(tail)
	for _, t := range []string{"设备", "装备", "机", "产线", "台", "站", "器", "线", "终端"} {
		if strings.Contains(m.template.Nodes[node].Name.Zh, t) {
			return benign(tail, equipmentTails...)
		}
	}
	return benign(tail)
}

func (m *Model) note(found map[int]*evidence, node int) *evidence {
	if found[node] == nil {
		found[node] = &evidence{words: map[string]string{}}
	}
	return found[node]
}

func (e *evidence) add(points int, word string, f field, strong bool) {
	e.best, e.sum = max(e.best, points), e.sum+points
	e.strong = e.strong || strong && points >= enough
	where := map[field]string{inName: "名称", inScope: "经营范围", inProducts: "产品"}[f]
	if points*5 >= int(f) && (e.words[word] == "" || where == "产品") {
		e.words[word] = where
	}
}

// total is the strongest evidence and a quarter of the rest.
func (e *evidence) total() int { return min(e.best+max(e.sum-e.best, 0)/4, 1600) }

// choose keeps the nodes with enough evidence that are not far behind the best.
func (m *Model) choose(found map[int]*evidence, class, className string) []Guess {
	top, strong := 0, false
	for _, e := range found {
		if t := e.total(); t >= enough {
			top = max(top, t)
			strong = strong || e.strong
		}
	}
	var nodes []int
	for i, e := range found {
		if t := e.total(); t >= enough && t*100 >= top*45 && (e.strong || !strong) {
			nodes = append(nodes, i)
		}
	}
	sort.Slice(nodes, func(a, b int) bool {
		if ta, tb := found[nodes[a]].total(), found[nodes[b]].total(); ta != tb {
			return ta > tb
		}
		return nodes[a] < nodes[b]
	})
	nodes = m.disambiguate(nodes, found)
	guesses := make([]Guess, 0, len(nodes))
	for _, i := range nodes {
		e := found[i]
		guesses = append(guesses, m.guess(i, e.total(), e.strong, m.why(e, i, class, className)))
	}
	return guesses
}

// disambiguate keeps one of several kinds of one thing when the same words speak
// for all of them: the first on the map.
func (m *Model) disambiguate(nodes []int, found map[int]*evidence) []int {
	var kept []int
	seen := map[string]bool{}
	for _, i := range nodes {
		kind := string(m.template.Nodes[i].KindOf)
		key := kind + "\n" + found[i].key()
		if kind != "" && len(found[i].lessons) == 0 && seen[key] {
			continue
		}
		seen[key] = true
		kept = append(kept, i)
	}
	return kept
}

func (e *evidence) key() string {
	return strings.Join(sortedKeys(e.words), "\n")
}

func (m *Model) guess(node, points int, strong bool, why string) Guess {
	n := &m.template.Nodes[node]
	return Guess{Node: n.ID, Name: n.Name.Zh, Confidence: confidence(points, strong), Why: why}
}

func sortedKeys[V any](set map[string]V) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
