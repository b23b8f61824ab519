package diagnosis

import (
	"cmp"
	"slices"

	"lianzhang/internal/engine/concentration"
	"lianzhang/internal/region"
)

// Likeness is how much the chain of another place is the same.
type Likeness struct {
	Region  region.Code `json:"id"`
	Cosine  float64     `json:"cosine"`  // of firms by node: same proportions make 1
	Jaccard float64     `json:"jaccard"` // nodes in common over nodes of either
	Common  int         `json:"common"`  // nodes both have
	Firms   int64       `json:"firms"`   // of the other place, counted by node
	Repeat  bool        `json:"repeat"`  // above both thresholds: a repetition to be answered
}

// Likenesses compares the place's chain with that of every other place of its
// level, most alike first; equals by code. Empty when the place has no firm on
// the chain.
func (b *Board) Likenesses(place region.Code) []Likeness {
	l := place.Level()
	profiles := map[region.Code][]float64{}
	firms := map[region.Code]int64{}
	for k := range b.Nodes {
		b.group(k, l, func(at region.Code, t tally) {
			if profiles[at] == nil {
				profiles[at] = make([]float64, len(b.Nodes))
			}
			profiles[at][k] = float64(t.firms)
			firms[at] += t.firms
		})
	}
	own := profiles[place]
	out := []Likeness{}
	for at, other := range profiles {
		if at == place || own == nil {
			continue
		}
		cosine, _ := concentration.Cosine(own, other)
		jaccard, _ := concentration.Jaccard(own, other)
		if cosine == 0 {
			continue
		}
		x := Likeness{Region: at, Cosine: round6(cosine), Jaccard: round6(jaccard), Firms: firms[at]}
		for k := range own {
			if own[k] > 0 && other[k] > 0 {
				x.Common++
			}
		}
		x.Repeat = cosine >= b.T.Duplication.Cosine && jaccard >= b.T.Duplication.Jaccard
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Cosine, a.Cosine), cmp.Compare(b.Jaccard, a.Jaccard), cmp.Compare(a.Region, b.Region))
	})
	return out
}
