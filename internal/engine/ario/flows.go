package ario

// links are the flows that are not zero, product by product and industry by
// industry: the suppliers of product p to industry f stand from ptr[p·n+f] up to
// the next, in the order of their numbers. In one step each is read once.
type links struct {
	members [][]int32 // industries that make a product
	ptr     []uint32
	from    []uint16 // place of the supplier among the members of its product
	value   []float64
}

func (s *start) links() *links {
	l := &links{members: make([][]int32, s.products), ptr: make([]uint32, s.products*s.n+1)}
	for i, p := range s.product {
		l.members[p] = append(l.members[p], int32(i))
	}
	for i, p := range s.product {
		for f := range s.n {
			if s.flow(i, f) != 0 {
				l.ptr[p*s.n+f+1]++
			}
		}
	}
	for c := range s.products * s.n {
		l.ptr[c+1] += l.ptr[c]
	}
	total := l.ptr[len(l.ptr)-1]
	l.from, l.value = make([]uint16, total), make([]float64, total)
	at := append([]uint32(nil), l.ptr...)
	for _, members := range l.members {
		for place, i := range members {
			for f := range s.n {
				if z := s.flow(int(i), f); z != 0 {
					k := &at[s.product[i]*s.n+f]
					l.from[*k], l.value[*k] = uint16(place), z
					*k++
				}
			}
		}
	}
	return l
}

// sums returns the row sums of all flows.
func (l *links) sums(n int) []float64 {
	sums := make([]float64, n)
	for p, members := range l.members {
		for c := p * n; c < (p+1)*n; c++ {
			for k := l.ptr[c]; k < l.ptr[c+1]; k++ {
				sums[members[l.from[k]]] += l.value[k]
			}
		}
	}
	return sums
}
