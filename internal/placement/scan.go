package placement

import "unicode"

// dictionary finds the longest known word at each place of a text.
type dictionary struct{ root branch }

type branch struct {
	next  map[rune]*branch
	entry *entry
}

// entry is what a word stands for: the nodes that have it, in template order,
// and those it is said of generally or must not be taken for.
type entry struct {
	word  string
	nodes []int
	weak  []bool // beside nodes
}

func (d *dictionary) entry(word string) *entry {
	at := &d.root
	for _, r := range word {
		if at.next == nil {
			at.next = map[rune]*branch{}
		}
		if at.next[r] == nil {
			at.next[r] = &branch{}
		}
		at = at.next[r]
	}
	if at.entry == nil {
		at.entry = &entry{word: word}
	}
	return at.entry
}

// add makes word stand for the node; node -1 only stops shorter words.
func (d *dictionary) add(word string, node int, weak bool) {
	w := string(fold(word))
	if w == "" {
		return
	}
	e := d.entry(w)
	if node < 0 {
		return
	}
	for _, n := range e.nodes {
		if n == node {
			return
		}
	}
	e.nodes, e.weak = append(e.nodes, node), append(e.weak, weak)
}

// match is a known word at a place of a phrase.
type match struct {
	*entry
	from, to int
}

// scan returns the longest words from left to right, none overlapping.
func (d *dictionary) scan(text []rune) []match {
	var found []match
	for i := 0; i < len(text); {
		m, ok := d.longest(text, i)
		if !ok {
			i++
			continue
		}
		found = append(found, m)
		i = m.to
	}
	return found
}

func (d *dictionary) longest(text []rune, from int) (best match, ok bool) {
	if from > 0 && !border(text[from-1], text[from], 0) {
		return best, false
	}
	at := &d.root
	for to := from; to < len(text); to++ {
		if at = at.next[text[to]]; at == nil {
			break
		}
		if at.entry != nil && (to+1 == len(text) || border(text[to], text[to+1], to+1-from)) {
			best, ok = match{at.entry, from, to + 1}, true
		}
	}
	return best, ok
}

// border tells whether a word may end between a and b: not inside a Latin word
// or a number. A digit may follow a Latin word of three letters ("ncm811"), not
// a shorter one ("pa66" is not "pa").
func border(a, b rune, length int) bool {
	if !latin(a) || !latin(b) {
		return true
	}
	if unicode.IsDigit(a) != unicode.IsDigit(b) {
		return length == 0 || length >= 3
	}
	return false
}
