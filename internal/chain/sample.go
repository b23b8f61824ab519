package chain

import (
	"fmt"
	"math/rand/v2"
)

// Sample makes an invented chain of n nodes and about m edges for measuring
// and demonstration; the same seed gives the same chain. Nodes stand in boxes
// of about twelve; edges run from earlier to later nodes, most of them short.
// It panics when n is less than 2.
func Sample(id ID, n, m int, seed uint64) *Template {
	if n < 2 {
		panic("chain: a sample has at least two nodes")
	}
	r := rand.New(rand.NewPCG(seed, 0x6c69616e))
	t := &Template{
		ID: id, Name: Text{fmt.Sprintf("演示链（%d 节点）", n), fmt.Sprintf("Sample chain of %d nodes", n)},
		Version: "1", Date: "2026-01-15", Source: "演示数据", Carrier: "chain", Factor: "technology", Stages: standardStages(),
	}
	const boxOf = 12
	boxes := (n + boxOf - 1) / boxOf
	for b := range boxes {
		s := t.Stages[b*3/boxes]
		t.Groups = append(t.Groups, Group{ID: fmt.Sprintf("%s.g%d", id, b+1), Stage: s.ID, Name: Text{fmt.Sprintf("演示组%d", b+1), fmt.Sprintf("Group %d", b+1)}})
	}
	grades := []string{"high", "middle", "low"}
	for i := range n {
		g := t.Groups[i/boxOf]
		t.Nodes = append(t.Nodes, Node{
			ID: NodeID(fmt.Sprintf("%s.n%d", id, i+1)), Name: Text{fmt.Sprintf("演示环节%d", i+1), fmt.Sprintf("Node %d", i+1)},
			Stage: g.Stage, Group: g.ID, Grade: grades[r.IntN(3)], Words: []string{fmt.Sprintf("演示产品%d", i+1)}, Chains: []ID{id},
		})
	}
	seen := map[[2]int]bool{}
	join := func(a, b int) {
		if a == b || seen[[2]int{a, b}] {
			return
		}
		seen[[2]int{a, b}] = true
		t.Edges = append(t.Edges, Edge{From: t.Nodes[a].ID, To: t.Nodes[b].ID, Grade: "E", Source: "演示数据"})
	}
	for i := 1; i < n; i++ {
		join(i-1-r.IntN(min(i, 3*boxOf)), i)
	}
	for try := 0; len(t.Edges) < m && try < 20*m; try++ {
		a := r.IntN(n - 1)
		reach := min(n-1-a, 8*boxOf)
		if r.IntN(10) == 0 {
			reach = n - 1 - a
		}
		join(a, a+1+r.IntN(reach))
	}
	return t
}
