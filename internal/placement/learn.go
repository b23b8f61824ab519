package placement

import (
	"fmt"
	"sort"
	"strings"

	"lianzhang/internal/chain"
)

// Limits of what one decision teaches.
const (
	longestLesson = 16
	shortestEnd   = 3 // the end of a Chinese compound names the thing: 高速|叠片机
	mostLessons   = 40
)

// Words returns what a decision about the firm and the node teaches: the
// phrases that spoke for the node, or, when none did, those that spoke for no
// node at all; each whole and by its endings. They are ordered.
func (m *Model) Words(f Firm, node chain.NodeID) []string {
	at, ok := m.index[node]
	if !ok {
		return nil
	}
	texts := phrases(f.Products, inProducts)
	if len(texts) == 0 {
		texts = phrases(f.Scope, inScope)
	}
	var speaking, silent []phrase
	for _, p := range texts {
		found := map[int]*evidence{}
		m.read(p, 1000, false, found)
		switch {
		case found[at] != nil && found[at].best*5 >= int(p.field):
			speaking = append(speaking, p)
		case len(found) == 0:
			silent = append(silent, p)
		}
	}
	if len(speaking) == 0 {
		speaking = silent
	}
	set := map[string]bool{}
	for _, p := range speaking {
		for _, w := range m.endings(p.text) {
			set[w] = true
		}
	}
	words := sortedKeys(set)
	return words[:min(len(words), mostLessons)]
}

// endings returns the phrase without what adds nothing, and its endings, none of
// which begins inside a known word.
func (m *Model) endings(text []rune) []string {
	text = core(text)
	if len(text) < 2 || len(text) > longestLesson {
		return nil
	}
	inside := map[int]bool{}
	for _, w := range m.words.scan(text) {
		for i := w.from + 1; i < w.to; i++ {
			inside[i] = true
		}
	}
	all := []string{key(text)}
	for n := shortestEnd; n < len(text); n++ {
		start := len(text) - n
		if inside[start] || latin(text[start-1]) && latin(text[start]) {
			continue
		}
		all = append(all, key(text[start:]))
	}
	return all
}

// core takes 的研发、生产、销售 and the like off the end of a phrase.
func core(text []rune) []rune {
	s := string(text)
	for {
		before := s
		for _, t := range []string{"研发", "生产", "制造", "销售", "加工", "设计", "的", "及", "与", "和", "研究", "开发"} {
			s = strings.TrimSuffix(s, t)
		}
		if s == before {
			return []rune(s)
		}
	}
}

// key is a lesson's word: without blanks, which separate words in the database.
func key(text []rune) string { return strings.ReplaceAll(string(text), " ", "_") }

// recall adds what decisions taught about the phrase: the longest taught ending
// speaks, the more the larger its part of the phrase and the more often it was
// said.
func (m *Model) recall(p phrase, found map[int]*evidence) {
	if len(m.lessons) == 0 {
		return
	}
	text := core(p.text)
	ends := m.endings(text)
	sort.Slice(ends, func(i, j int) bool { return len(ends[i]) > len(ends[j]) })
	for _, end := range ends {
		known := m.lessons[end]
		if known == nil {
			continue
		}
		for node, l := range known {
			points := int(p.field) * (len([]rune(end)) + 1) / (len(text) + 1) * 2 * m.opinion(l) / 1000
			e := m.note(found, node)
			e.best, e.sum = e.best+points, e.sum+points
			e.strong = e.strong || points >= enough
			e.lessons = append(e.lessons, fmt.Sprintf("“%s”曾被确认 %d 次、否定 %d 次", strings.ReplaceAll(end, "_", " "), l.Confirmed, l.Rejected))
			sort.Strings(e.lessons)
		}
		return
	}
}

// opinion is what a lesson is worth, −500 to 500: confirmations, in the measure
// in which they are about this node, against rejections.
func (m *Model) opinion(l Lesson) int {
	share := 1000
	if total := m.taught[l.Word]; total > 0 {
		share = 1000 * l.Confirmed / total
	}
	return (l.Confirmed*share - l.Rejected*1000) / (2*(l.Confirmed+l.Rejected) + 1)
}
