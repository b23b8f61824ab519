package chain

// The technology map and the application map are drawn by the same layout as
// the chain map: each is a map of its own, made from the template.

// technologyLevels are the lanes of the technology map after the nodes.
var technologyLevels = []Stage{
	{ID: "lead", Name: Text{"领跑", "Leading"}, Position: Downstream},
	{ID: "parallel", Name: Text{"并跑", "On a par"}, Position: Downstream},
	{ID: "follow", Name: Text{"跟跑", "Following"}, Position: Downstream},
	{ID: "unknown", Name: Text{"水平待查", "Level unknown"}, Position: Downstream},
}

// TechnologyMap returns the technology roadmap of a chain as a map: the nodes
// that depend on a technology on the left, the technologies in a lane for each
// level. A level is seen from China; the target date stands in the name.
func TechnologyMap(t *Template) *Template {
	v := view(t, Text{t.Name.Zh + "技术路线图", t.Name.En + ": technology roadmap"}, Text{"环节", "Nodes"})
	used := map[string]bool{}
	for _, x := range t.Technologies {
		level := x.Level
		if level != "lead" && level != "parallel" && level != "follow" {
			level = "unknown"
		}
		used[level] = true
		name := x.Name
		if x.Target != "" {
			name = Text{name.Zh + "（" + x.Target + "）", name.En + " (" + x.Target + ")"}
		}
		v.Nodes = append(v.Nodes, Node{ID: NodeID(x.ID), Name: name, Stage: level})
	}
	for _, s := range technologyLevels {
		if used[s.ID] {
			v.Stages = append(v.Stages, s)
		}
	}
	v.link(t, func(n *Node) []string { return n.Technologies })
	return v
}

// ApplicationMap returns the fields of application of a chain as a map:
// products on the left, where they are used on the right.
func ApplicationMap(t *Template) *Template {
	v := view(t, Text{t.Name.Zh + "应用领域图", t.Name.En + ": applications"}, Text{"产品环节", "Products"})
	v.Stages = append(v.Stages, Stage{ID: "application", Name: Text{"应用领域", "Applications"}, Position: Downstream})
	for _, x := range t.Applications {
		v.Nodes = append(v.Nodes, Node{ID: NodeID(x.ID), Name: x.Name, Stage: "application"})
	}
	v.link(t, func(n *Node) []string { return n.Applications })
	return v
}

func view(t *Template, name, first Text) *Template {
	return &Template{
		ID: t.ID, Name: name, Version: t.Version, Date: t.Date, Source: t.Source, Carrier: t.Carrier, Factor: t.Factor,
		Stages: []Stage{{ID: "node", Name: first, Position: Upstream}},
	}
}

// link adds the nodes that refer to something and the edges to it.
func (v *Template) link(t *Template, refers func(*Node) []string) {
	boxed := map[string]bool{}
	for i := range t.Nodes {
		n := t.Nodes[i]
		to := refers(&n)
		if len(to) == 0 {
			continue
		}
		n.Stage, n.KindOf, n.Technologies, n.Applications = "node", "", nil, nil // told by the edges here
		boxed[n.Group] = true
		v.Nodes = append(v.Nodes, n)
		for _, id := range to {
			v.Edges = append(v.Edges, Edge{From: n.ID, To: NodeID(id), Grade: "D", Source: t.Source})
		}
	}
	for _, g := range t.Groups {
		if boxed[g.ID] {
			g.Stage = "node"
			v.Groups = append(v.Groups, g)
		}
	}
}
