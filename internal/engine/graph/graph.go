// Package graph tells on whom a supply network hangs.
//
// A firm matters to the others in different ways, and each has its own measure:
// it lies on many of their shortest supply paths (betweenness), much of what
// flows comes to it (PageRank, hubs and authorities, Katz), it sits deep inside
// a tightly knit part (core), without it the network falls into pieces
// (articulation points, bridges), or no path leads past it (dominators, minimum
// cut), or its partners do not know one another (structural holes).
//
// The functions work on the compressed rows of package network, whose links run
// from supplier to buyer; what is asked of an undirected network is asked of its
// ties, see [Ties]. Vertices are numbered from 0. Nothing recurses, so that long
// chains are no danger. Functions that take a number of threads give the same
// answer for every number, bit for bit: work is cut into blocks of fixed size
// and what the blocks found is added in their order.
package graph

import (
	"context"
	"errors"
	"math"
	"sync"
	"sync/atomic"
)

// None stands where there is no vertex.
const None = math.MaxUint32

// ErrNotConverged says that an iteration used up its steps before it settled.
var ErrNotConverged = errors.New("not converged")

// blockLen is the number of vertices in a block. It is fixed, because sums are
// formed block by block.
const blockLen = 4096

// eachBlock calls work for every block of the n vertices, on several threads.
func eachBlock(n, threads int, work func(block, from, to int)) {
	count := blockCount(n)
	share(count, threads, func(_, block int) {
		work(block, block*blockLen, min(n, (block+1)*blockLen))
	})
}

func blockCount(n int) int { return (n + blockLen - 1) / blockLen }

// share calls work(worker, k) once for each k below count. Workers take the next
// k when they are free.
func share(count, threads int, work func(worker, k int)) {
	threads = max(1, min(threads, count))
	if threads == 1 {
		for k := range count {
			work(0, k)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for worker := range threads {
		all.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= count {
					return
				}
				work(worker, k)
			}
		})
	}
	all.Wait()
}

// inOrder is share with a second step: add(worker, k) is called for k = 0, 1, 2 …
// one after the other, each after work(worker, k) by the same worker. It ends
// early, with the error, when ctx does.
func inOrder(ctx context.Context, count, threads int, work, add func(worker, k int)) error {
	var mu sync.Mutex
	turn := sync.NewCond(&mu)
	at := 0
	share(count, threads, func(worker, k int) {
		if ctx.Err() == nil {
			work(worker, k)
		}
		mu.Lock()
		for at != k {
			turn.Wait()
		}
		mu.Unlock()
		if ctx.Err() == nil {
			add(worker, k)
		}
		mu.Lock()
		at++
		mu.Unlock()
		turn.Broadcast()
	})
	return ctx.Err()
}

// total adds in order.
func total(parts []float64) float64 {
	var s float64
	for _, p := range parts {
		s += p
	}
	return s
}
