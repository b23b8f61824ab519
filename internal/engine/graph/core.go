package graph

import "lianzhang/internal/engine/network"

// Cores returns for each vertex the largest k such that it belongs to a part in
// which everybody has at least k neighbours.
//
// It takes the vertices away in the order of their degree, all of degree k
// before any of degree k+1, in time proportional to vertices and ties.
//
// Source: Batagelj and Zaversnik, An O(m) algorithm for cores decomposition of
// networks (2003). Instead of one vertex at a time from sorted buckets, a whole
// level is taken, and what is left is looked through once a level; since a
// vertex is looked at as often as its core is high, the bound is the same.
func Cores(t Ties) []uint32 { return peel(t.Len(), row{t.Ptr, t.Col}) }

// CoresByLinks is [Cores] with the number of links, in and out, as the degree: a
// pair that supply each other count twice.
func CoresByLinks(net *network.Network) []uint32 {
	out, in := net.Out(), net.In()
	return peel(net.Len(), row{out.Ptr, out.Col}, row{in.Ptr, in.Col})
}

type row struct{ ptr, col []uint32 }

func peel(n int, rows ...row) []uint32 {
	degree := make([]uint32, n) // of what is left; the core when taken away
	left := make([]uint32, n)
	for v := range left {
		left[v] = uint32(v)
		for _, r := range rows {
			degree[v] += r.ptr[v+1] - r.ptr[v]
		}
	}
	var taken []uint32
	for k := uint32(0); len(left) > 0; {
		least, kept := uint32(None), left[:0]
		taken = taken[:0]
		for _, v := range left {
			switch d := degree[v]; {
			case d < k: // taken on the way, at an earlier level
			case d == k:
				taken = append(taken, v)
			default:
				least = min(least, d)
				kept = append(kept, v)
			}
		}
		left = kept
		if len(taken) == 0 {
			k = max(k+1, least) // nobody has a degree between
			if least == None {
				break
			}
			continue
		}
		for i := 0; i < len(taken); i++ {
			v := taken[i]
			for _, r := range rows {
				for _, w := range r.col[r.ptr[v]:r.ptr[v+1]] {
					if d := degree[w]; d > k {
						degree[w] = d - 1
						if d-1 == k {
							taken = append(taken, w)
						}
					}
				}
			}
		}
		k++
	}
	return degree
}
