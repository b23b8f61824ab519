package pairing

import (
	"cmp"
	"math"
	"slices"
)

// The parameters of BM25: how soon repetition stops to count (k1), and how much a
// document's length does (b).
const (
	soon   = 1.2
	length = 0.75
)

// Library finds texts by words. It is built once and then only read, so many may
// search at the same time.
type Library struct {
	number   map[string]int32 // of a term
	postings [][]posting      // by term, in order of documents
	share    []float64        // by document: 1-b + b·|d|/mean
}

// posting is how often a term stands in a document.
type posting struct{ doc, times int32 }

// Hit is a document found.
type Hit struct {
	Doc   int
	Score float64
}

// NewLibrary reads the texts; a document is known by its place among them.
func NewLibrary(texts []string) *Library {
	l := &Library{number: map[string]int32{}, share: make([]float64, len(texts))}
	total := 0
	for d, text := range texts {
		terms := Terms(text)
		l.share[d] = float64(len(terms))
		total += len(terms)
		for _, term := range terms {
			n, known := l.number[term]
			if !known {
				n = int32(len(l.postings))
				l.number[term] = n
				l.postings = append(l.postings, nil)
			}
			p := l.postings[n]
			if k := len(p) - 1; k >= 0 && p[k].doc == int32(d) {
				p[k].times++
			} else {
				l.postings[n] = append(p, posting{int32(d), 1})
			}
		}
	}
	mean := float64(total) / float64(max(1, len(texts)))
	for d, size := range l.share {
		l.share[d] = 1 - length
		if mean > 0 {
			l.share[d] += float64(length * (size / mean))
		}
	}
	return l
}

// Search returns the at most k documents with the highest BM25 score that keep
// allows (nil allows all), the best first and equals in the order of documents. The
// score is Σ idf · tf(k1+1) / (tf + k1(1-b+b|d|/mean)) over the different terms of
// the query, idf = ln(1 + (N-df+½)/(df+½)), k1 = 1.2, b = 0.75; documents that share
// no term are not found. Every posting of every term is scored: nothing is pruned,
// so nothing can be missed.
//
// Source: Robertson and Zaragoza, Foundations and Trends in IR 3, 333 (2009); the
// form of idf that is never negative is that of Lucene.
func (l *Library) Search(query string, k int, keep func(doc int) bool) []Hit {
	if k <= 0 {
		return nil
	}
	scores := make([]float64, len(l.share))
	seen := map[int32]bool{}
	for _, term := range Terms(query) {
		n, known := l.number[term]
		if !known || seen[n] {
			continue
		}
		seen[n] = true
		list := l.postings[n]
		idf := math.Log(1 + (float64(len(l.share)-len(list))+0.5)/(float64(len(list))+0.5))
		for _, p := range list {
			tf := float64(p.times)
			scores[p.doc] += idf * (float64(tf*(soon+1)) / (tf + float64(soon*l.share[p.doc])))
		}
	}
	best := make([]Hit, 0, min(k, len(scores))+1)
	for d, s := range scores {
		if s == 0 || (len(best) == k && s <= best[k-1].Score) || (keep != nil && !keep(d)) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, s, func(h Hit, s float64) int {
			if h.Score >= s { // equals stay before: they came first
				return -1
			}
			return 1
		})
		best = slices.Insert(best, at, Hit{d, s})
		if len(best) > k {
			best = best[:k]
		}
	}
	return best
}

// Rerank orders hits by a weighted score: weight[0] of the text score over the
// highest among the hits, and weight[1+j] of feature j, which is brought to the
// scale from 0 to 1 over the hits (all alike: 0). An unknown feature (NaN) counts
// as the worst, for it cannot be shown to be better. Equals stay in order. Shapes:
// features are hits × (len(weight)-1), by hit. It panics when they do not fit.
func Rerank(hits []Hit, features []float64, weight []float64) []Hit {
	m := len(weight) - 1
	if m < 0 || len(features) != len(hits)*m {
		panic("pairing: features do not fit hits and weights")
	}
	out := slices.Clone(hits)
	top := 0.0
	for _, h := range hits {
		top = max(top, h.Score)
	}
	for i := range out {
		if top > 0 {
			out[i].Score = float64(weight[0] * (out[i].Score / top))
		}
	}
	for j := range m {
		low, high := math.Inf(1), math.Inf(-1)
		for i := range out {
			if x := features[i*m+j]; x == x {
				low, high = min(low, x), max(high, x)
			}
		}
		for i := range out {
			if x := features[i*m+j]; x == x && low < high {
				out[i].Score += float64(weight[1+j] * ((x - low) / (high - low)))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return out
}
