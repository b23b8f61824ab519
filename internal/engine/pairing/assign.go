package pairing

import (
	"fmt"
	"math"
)

// Assignment pairs every row with a column, or every column with a row when there
// are fewer of them.
type Assignment struct {
	Column []int   // by row: its column, or -1
	Total  float64 // sum of the costs of the pairs, in order of rows
	// Row and Col are prices: cost ≥ Row + Col everywhere, equal for the pairs, and
	// no price above 0 on the side that is larger, 0 for who is left over there.
	Row, Col []float64
}

// Candidate is a column that a row may be paired with, at a cost.
type Candidate struct {
	Column int
	Cost   float64
}

// Assign finds the pairing of least total cost in a rows × cols matrix of finite
// costs, by shortest augmenting paths, in O(n³) at worst for n the larger side.
//
// Source: Jonker and Volgenant, Computing 38, 325 (1987), in the rectangular form
// of Crouse, IEEE Trans. Aerospace and Electronic Systems 52, 1679 (2016).
func Assign(rows, cols int, cost []float64) (*Assignment, error) {
	if len(cost) != rows*cols {
		panic("pairing: costs do not fit rows and columns")
	}
	for k, c := range cost {
		if c-c != 0 {
			return nil, fmt.Errorf("pairing: cost %v of row %d, column %d is not finite", c, k/cols, k%cols)
		}
	}
	if rows > cols {
		turned := make([]float64, len(cost))
		for i := range rows {
			for j := range cols {
				turned[j*rows+i] = cost[i*cols+j]
			}
		}
		a, err := Assign(cols, rows, turned)
		if err != nil {
			return nil, err
		}
		return a.turned(rows, func(i, j int) float64 { return cost[i*cols+j] }), nil
	}
	s := newSearch(rows, cols)
	if rows == cols {
		s.reduce(cost) // with columns left over, their price must stay 0
	}
	for i := range rows {
		if !s.augment(i, cost) {
			return nil, ErrRange // finite costs whose sums are not
		}
	}
	return s.result(func(i, j int) float64 { return cost[i*cols+j] })
}

// AssignSparse does the same when each row names its candidates only, in
// O(n · candidates · log) at worst. Every row must get one: it returns
// [ErrInfeasible] when that cannot be. A candidate named twice counts with the
// lower cost.
func AssignSparse(cols int, candidates [][]Candidate) (*Assignment, error) {
	for i, list := range candidates {
		for _, c := range list {
			if c.Column < 0 || c.Column >= cols {
				return nil, fmt.Errorf("pairing: row %d names column %d of %d", i, c.Column, cols)
			}
			if c.Cost-c.Cost != 0 {
				return nil, fmt.Errorf("pairing: cost %v of row %d, column %d is not finite", c.Cost, i, c.Column)
			}
		}
	}
	if len(candidates) > cols {
		return nil, ErrInfeasible
	}
	s := newSearch(len(candidates), cols)
	for i := range candidates {
		if !s.augmentSparse(i, candidates) {
			return nil, ErrInfeasible
		}
	}
	return s.result(func(i, j int) float64 {
		best := math.Inf(1)
		for _, c := range candidates[i] {
			if c.Column == j {
				best = min(best, c.Cost)
			}
		}
		return best
	})
}

// search is the state of the shortest augmenting paths.
type search struct {
	u, v     []float64 // prices of rows and columns
	rowOf    []int     // by column
	columnOf []int     // by row
	dist     []float64 // by column: shortest reduced length from the free row
	from     []int     // by column: the row before it
	done     []bool    // by column, for candidate lists
	reached  []int     // columns done, in order
	open     []int     // columns not done, for the dense method
}

func newSearch(rows, cols int) *search {
	s := &search{
		u: make([]float64, rows), v: make([]float64, cols), rowOf: make([]int, cols), columnOf: make([]int, rows),
		dist: make([]float64, cols), from: make([]int, cols), done: make([]bool, cols), open: make([]int, cols),
	}
	for j := range s.rowOf {
		s.rowOf[j] = -1
	}
	for i := range s.columnOf {
		s.columnOf[i] = -1
	}
	return s
}

// begin clears the distances of the last search.
func (s *search) begin() {
	s.open = s.open[:len(s.dist)]
	for j := range s.dist {
		s.dist[j], s.done[j], s.open[j] = math.Inf(1), false, j
	}
	s.reached = s.reached[:0]
}

// reduce starts the prices of columns at the least cost in them, after which most
// rows find a free column at once.
func (s *search) reduce(cost []float64) {
	cols := len(s.v)
	copy(s.v, cost)
	for k := cols; k < len(cost); k += cols {
		for j, c := range cost[k : k+cols] {
			s.v[j] = min(s.v[j], c)
		}
	}
}

// augment finds the shortest path from a free row to a free column and turns it
// over. Among columns equally near, a free one ends the search.
func (s *search) augment(free int, cost []float64) bool {
	s.begin()
	cols := len(s.v)
	row, length := free, 0.0
	for {
		base, costs := length-s.u[row], cost[row*cols:(row+1)*cols]
		best, at := math.Inf(1), -1
		for k, j := range s.open {
			d := base + costs[j] - s.v[j]
			if d < s.dist[j] {
				s.dist[j], s.from[j] = d, row
			} else {
				d = s.dist[j]
			}
			if d < best || (d == best && at >= 0 && s.rowOf[j] < 0 && s.rowOf[s.open[at]] >= 0) {
				best, at = d, k
			}
		}
		if at < 0 {
			return false
		}
		j := s.open[at]
		s.open[at] = s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		length = best
		if s.rowOf[j] < 0 {
			s.turn(free, j, length)
			return true
		}
		s.reached = append(s.reached, j)
		row = s.rowOf[j]
	}
}

// turn moves the prices of what was reached and turns the path to column j over.
func (s *search) turn(free, j int, length float64) {
	s.u[free] += length
	for _, k := range s.reached {
		s.u[s.rowOf[k]] += length - s.dist[k]
		s.v[k] -= length - s.dist[k]
	}
	for {
		i := s.from[j]
		s.rowOf[j] = i
		j, s.columnOf[i] = s.columnOf[i], j
		if i == free {
			return
		}
	}
}

// result reads the pairs and their total.
func (s *search) result(cost func(i, j int) float64) (*Assignment, error) {
	a := &Assignment{Column: s.columnOf, Row: s.u, Col: s.v}
	for i, j := range a.Column {
		a.Total += cost(i, j)
	}
	if math.IsInf(a.Total, 0) || a.Total != a.Total {
		return nil, ErrRange
	}
	return a, nil
}

// turned exchanges rows and columns of an assignment; rows is the number of rows after.
func (a *Assignment) turned(rows int, cost func(i, j int) float64) *Assignment {
	b := &Assignment{Column: make([]int, rows), Row: a.Col, Col: a.Row}
	for i := range b.Column {
		b.Column[i] = -1
	}
	for j, i := range a.Column {
		b.Column[i] = j
	}
	for i, j := range b.Column {
		if j >= 0 {
			b.Total += cost(i, j)
		}
	}
	return b
}
