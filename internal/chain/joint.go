package chain

import (
	"slices"
	"strings"

	"lianzhang/internal/region"
)

// Regional is the effective map of one region that takes part in a joint map.
type Regional struct {
	Region    region.Code
	Publisher string // the body that answers for this region's part
	Map       *Template
}

// JointMap is one map of several regions.
type JointMap struct {
	*Template
	Publishers []Publisher              `json:"publishers"`
	Holders    map[NodeID][]region.Code `json:"holders"` // regions whose map has the node, in code order
}

// Publisher is a region and the body that answers for its part.
type Publisher struct {
	Region region.Code `json:"region"`
	Name   string      `json:"name"`
}

// Joint unites the maps of several regions: every node and edge that any of
// them has. Where regions describe a node differently, the first in code order
// is shown. Edges that together close a cycle become returns, the later one
// first.
// Source: the joint map of one chain by three regions in requirement R-066.
func Joint(name Text, parts []Regional) *JointMap {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b Regional) int { return strings.Compare(string(a.Region), string(b.Region)) })
	j := &JointMap{Publishers: []Publisher{}, Holders: map[NodeID][]region.Code{}}
	for i, part := range parts {
		j.Publishers = append(j.Publishers, Publisher{part.Region, part.Publisher})
		if i == 0 {
			j.Template = part.Map.Clone()
			j.Name = name
		} else {
			j.add(part.Map)
		}
		for _, n := range part.Map.Nodes {
			if !slices.Contains(j.Holders[n.ID], part.Region) {
				j.Holders[n.ID] = append(j.Holders[n.ID], part.Region)
			}
		}
	}
	if j.Template == nil {
		j.Template = &Template{Name: name, Stages: standardStages()}
	}
	return j
}

func (j *JointMap) add(t *Template) {
	has := nodesOf(j.Template)
	for _, g := range t.Groups {
		if !slices.ContainsFunc(j.Groups, func(x Group) bool { return x.ID == g.ID }) {
			j.Groups = append(j.Groups, g)
		}
	}
	for _, n := range t.Nodes {
		if _, ok := has[string(n.ID)]; !ok {
			if _, ok := j.Stage(n.Stage); !ok {
				n.Stage, n.Group = j.laneFor(t.Position(&n)), ""
			}
			j.Nodes = append(j.Nodes, n)
		}
	}
	joined := edgesOf(j.Template)
	for _, e := range t.Edges {
		if _, ok := joined[edgeKey(e)]; ok {
			continue
		}
		j.Edges = append(j.Edges, e)
		if !e.Feedback && j.Cycle() != nil {
			j.Edges[len(j.Edges)-1].Feedback = true
		}
	}
}

// laneFor returns the first stage at a position.
func (j *JointMap) laneFor(position string) string {
	for _, s := range j.Stages {
		if s.Position == position {
			return s.ID
		}
	}
	return j.Stages[0].ID
}
