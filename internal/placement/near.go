package placement

import (
	"math"
	"slices"

	"lianzhang/internal/chain"
)

// near finds the node whose own texts share the most character pairs with a
// phrase, by BM25. It is asked only when no known word was found.
//
// Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25
// and Beyond (2009), with k1 = 1.2 and b = 0.75.
type near struct {
	postings map[[2]rune][]posting
	idf      map[[2]rune]float64
}

type posting struct {
	node   int
	weight float64 // saturated frequency, without idf
}

func newNear(nodes []chain.Node, all []Vocabulary) *near {
	counts := make([]map[[2]rune]int, len(nodes))
	lengths := make([]int, len(nodes))
	total := 0
	for i := range nodes {
		counts[i] = map[[2]rune]int{}
		t := terms(all, nodes[i].ID)
		for _, w := range append(append([]string{nodes[i].Name.Zh}, nodes[i].Words...), t.Words...) {
			for _, p := range pairs(fold(w)) {
				counts[i][p]++
				lengths[i]++
			}
		}
		total += lengths[i]
	}
	n := &near{postings: map[[2]rune][]posting{}, idf: map[[2]rune]float64{}}
	mean := math.Max(1, float64(total)/math.Max(1, float64(len(nodes))))
	for i, c := range counts {
		for p, tf := range c {
			f := float64(tf)
			n.postings[p] = append(n.postings[p], posting{i, f * 2.2 / (f + 1.2*(0.25+0.75*float64(lengths[i])/mean))})
		}
	}
	for p, list := range n.postings {
		df := float64(len(list))
		n.idf[p] = math.Log(1 + (float64(len(nodes))-df+0.5)/(df+0.5))
	}
	return n
}

// best returns the nearest node and how much nearer it is than the second, and
// which share of the phrase's pairs the node knows, 0 to 1. ok is false when
// nothing is shared.
func (n *near) best(text []rune) (node int, lead, share float64, ok bool) {
	all := pairs(text)
	if len(all) == 0 {
		return 0, 0, 0, false
	}
	scores, known := map[int]float64{}, map[int]int{}
	slices.SortFunc(all, func(a, b [2]rune) int { return int(a[0]-b[0])<<8 + int(a[1]-b[1]) })
	for _, p := range all {
		for _, post := range n.postings[p] {
			scores[post.node] += n.idf[p] * post.weight
			known[post.node]++
		}
	}
	first, second := -1, 0.0
	for i, s := range scores {
		switch {
		case first < 0 || s > scores[first] || s == scores[first] && i < first:
			if first >= 0 {
				second = math.Max(second, scores[first])
			}
			first = i
		default:
			second = math.Max(second, s)
		}
	}
	if first < 0 {
		return 0, 0, 0, false
	}
	return first, scores[first] / math.Max(second, 0.1), float64(known[first]) / float64(len(all)), true
}

// pairs returns the neighbouring characters of a text.
func pairs(text []rune) [][2]rune {
	if len(text) < 2 {
		return nil
	}
	out := make([][2]rune, 0, len(text)-1)
	for i := 1; i < len(text); i++ {
		out = append(out, [2]rune{text[i-1], text[i]})
	}
	return out
}
