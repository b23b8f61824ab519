package chain_test

import (
	"testing"

	"lianzhang/internal/chain"
)

func TestAssume(t *testing.T) {
	stated := 7.0
	m := &chain.Template{
		Nodes: []chain.Node{
			{ID: "a", Industries: []string{"C3985"}}, {ID: "b", Industries: []string{"C3973"}}, {ID: "cell", Industries: []string{"C3841"}}, {ID: "x"}, {ID: "back", Industries: []string{"C4210"}},
		},
		Edges: []chain.Edge{{From: "a", To: "cell", Grade: "D"}, {From: "b", To: "cell", Grade: "D"}, {From: "x", To: "cell", Grade: "D"}, {From: "cell", To: "back", Grade: "D", Feedback: true}, {From: "a", To: "b", Share: &stated, Grade: "B"}},
	}
	got := m.Assume(func(supplier, buyer string) (float64, bool) {
		return 12, supplier == "094" && buyer == "087"
	}, "表")
	tests := map[string]struct {
		edge    int
		share   float64
		assumed bool
	}{
		"two suppliers of one sector divide its share": {0, 6, true},
		"and so does the second":                       {1, 6, true},
		"a node without a class stays without":         {2, 0, false},
		"a return stays without":                       {3, 0, false},
		"a stated share stays as stated":               {4, 7, false},
	}
	for name, tc := range tests {
		e := got.Edges[tc.edge]
		if (e.Share == nil) != (tc.share == 0) || (e.Share != nil && *e.Share != tc.share) || e.Assumed != tc.assumed {
			t.Errorf("%s: %+v", name, e)
		}
		if tc.assumed && (e.Grade != "E" || e.Source != "表") {
			t.Errorf("%s: grade %s source %s", name, e.Grade, e.Source)
		}
	}
	if m.Edges[0].Share != nil {
		t.Error("the map itself changed")
	}
}
