package graph

import (
	"fmt"
	"math"

	"lianzhang/internal/engine/network"
)

// Score is a measure of every vertex found by iteration.
type Score struct {
	Of         []float64
	Iterations int
	Residual   float64 // size of the last step, in the norm that the function names
}

// PageRank returns the shares of time that a walk spends with each firm. With
// probability damping it follows a link from supplier to buyer, each with equal
// chance or, when weighted, in proportion to its weight; otherwise, and always
// at a firm without buyers, it starts again anywhere:
//
//	π = α P'π + (α d'π + 1−α)/n,   Σ π = 1
//
// It stops when the sum of the absolute changes of a step is below tol, after at
// most steps steps; then the last π comes with [ErrNotConverged]. A damping
// outside [0, 1) is a programming mistake and panics. No firms give no shares.
//
// Source: Brin and Page, Computer Networks 30 (1998); firms without buyers as in
// Langville and Meyer, Google's PageRank and Beyond (2006), section 4.5.
func PageRank(net *network.Network, weighted bool, damping, tol float64, steps, threads int) (Score, error) {
	if !(damping >= 0 && damping < 1) {
		panic(fmt.Sprintf("graph: damping %v", damping))
	}
	n := net.Len()
	if n == 0 {
		return Score{Of: []float64{}}, nil
	}
	p := newSurf(net, weighted, damping, threads)
	for p.Iterations < steps {
		p.step()
		if p.Residual < tol {
			p.normalise()
			return p.Score, nil
		}
	}
	p.normalise()
	return p.Score, ErrNotConverged
}

// surf is the state of a PageRank iteration. Sums over all firms are formed in
// blocks of fixed size and added in order.
type surf struct {
	Score
	in             network.Rows
	weighted       bool
	damping        float64
	threads        int
	perLink        []float64 // what a firm gives to each link, or to each unit of weight
	sent           []float64 // π times perLink
	idle           float64   // π of the firms without buyers
	changes, rests []float64 // by block
	space          buffers
}

func newSurf(net *network.Network, weighted bool, damping float64, threads int) *surf {
	n, out := net.Len(), net.Out()
	p := &surf{
		in: net.In(), weighted: weighted, damping: damping, threads: threads,
		perLink: make([]float64, n), sent: make([]float64, n),
		changes: make([]float64, blockCount(n)), rests: make([]float64, blockCount(n)), space: newBuffers(threads),
	}
	p.Of = make([]float64, n)
	eachBlock(n, threads, func(block, from, to int) {
		for v := from; v < to; v++ {
			p.Of[v] = 1 / float64(n)
			give := 0.0
			if weighted {
				_, val := out.Row(uint32(v))
				give = total(val)
			} else {
				give = float64(out.Degree(uint32(v)))
			}
			if give > 0 {
				p.perLink[v] = 1 / give
				p.sent[v] = p.Of[v] * p.perLink[v]
			} else {
				p.rests[block] += p.Of[v]
			}
		}
	})
	p.idle = total(p.rests)
	return p
}

func (p *surf) step() {
	n := len(p.Of)
	base := (p.damping*p.idle + 1 - p.damping) / float64(n)
	eachBlock(n, p.threads, func(block, from, to int) {
		change := 0.0
		p.space.put(rowSums(p.in, p.weighted, p.sent, from, to, p.space.get(), func(v int, sum float64) {
			x := base + float64(p.damping*sum)
			change += math.Abs(x - p.Of[v])
			p.Of[v] = x
		}))
		p.changes[block] = change
	})
	eachBlock(n, p.threads, func(block, from, to int) {
		rest := 0.0
		for v := from; v < to; v++ {
			if p.perLink[v] > 0 {
				p.sent[v] = p.Of[v] * p.perLink[v]
			} else {
				rest += p.Of[v]
			}
		}
		p.rests[block] = rest
	})
	p.Residual, p.idle = total(p.changes), total(p.rests)
	p.Iterations++
}

// normalise takes rounding out of the sum.
func (p *surf) normalise() {
	n := len(p.Of)
	eachBlock(n, p.threads, func(block, from, to int) { p.rests[block] = total(p.Of[from:to]) })
	sum := total(p.rests)
	for v := range p.Of {
		p.Of[v] /= sum
	}
}
