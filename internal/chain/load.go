package chain

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"lianzhang/catalog"
	"lianzhang/internal/fault"
)

// Known tells which codes of other classifications exist. A nil function
// accepts every code of the right shape.
type Known struct {
	Industry func(code string) bool // GB/T 4754-2017, "C3841"
	HS       func(code string) bool // "8507" or "850760", without the point
}

// file is a template as written.
type file struct {
	ID           ID            `yaml:"id"`
	Name         Text          `yaml:"name"`
	Version      string        `yaml:"version"`
	Date         string        `yaml:"date"`
	Source       string        `yaml:"source"`
	Carrier      string        `yaml:"carrier"`
	Factor       string        `yaml:"factor"`
	EdgeDefault  edgeDefault   `yaml:"edge_default"`
	Stages       []Stage       `yaml:"stages"`
	Groups       []Group       `yaml:"groups"`
	Kinds        []Kind        `yaml:"kinds"`
	Nodes        []written     `yaml:"nodes"`
	Edges        []Edge        `yaml:"edges"`
	Technologies []Technology  `yaml:"technologies"`
	Applications []Application `yaml:"applications"`
}

// edgeDefault is the evidence of edges that name none.
type edgeDefault struct {
	Grade  string `yaml:"grade"`
	Source string `yaml:"source"`
}

// written is a node as written: with the short form of its edges, or as a
// reference to a node of another template.
type written struct {
	Node     `yaml:",inline"`
	Use      NodeID   `yaml:"use"`
	Into     []NodeID `yaml:"into"`
	Feedback []NodeID `yaml:"feedback"`
}

var standard = sync.OnceValue(func() map[ID]*Template {
	all, err := LoadAll(catalog.FS, "chains", Known{})
	if err != nil {
		panic(err) // the catalog is compiled in and tested
	}
	return all
})

// Standard returns the templates that ship with the program, ordered by ID.
func Standard() []*Template {
	list := make([]*Template, 0, len(standard()))
	for _, t := range standard() {
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b *Template) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return list
}

// Load returns the standard template with that ID, or an error CHAIN_UNKNOWN.
// An ID such as "sample-3000-10000-7" is an invented chain, see [Sample].
// The template is shared: read it, do not write to it; Clone gives a copy.
func Load(id ID) (*Template, error) {
	t := standard()[id]
	if t == nil {
		t = sampleOf(id)
	}
	if t == nil {
		return nil, fault.New(fault.ErrNotFound, "CHAIN_UNKNOWN", "text", string(id))
	}
	return t, nil
}

// LoadAll reads and checks every template of a folder. All mistakes of all
// files are reported at once, each with its file, as a [*CheckError].
func LoadAll(fsys fs.FS, dir string, known Known) (map[ID]*Template, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	files := make([]*file, 0, len(names))
	for _, name := range names {
		raw, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		f := &file{}
		if err := yaml.UnmarshalWithOptions(raw, f, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, f)
	}
	var found []Mistake
	all := resolve(files, names, &found)
	for i, f := range files {
		if t := all[f.ID]; t != nil {
			for _, m := range t.Check(known) {
				m.File = names[i]
				found = append(found, m)
			}
		}
	}
	if len(found) > 0 {
		return nil, &CheckError{Mistakes: found}
	}
	return all, nil
}

// resolve turns files into templates: references become copies of the nodes
// they name, short edges become edges.
func resolve(files []*file, names []string, found *[]Mistake) map[ID]*Template {
	home := map[NodeID]*Node{}
	chains := map[NodeID][]ID{}
	for i, f := range files {
		for j := range f.Nodes {
			w := &f.Nodes[j]
			id := w.Use
			if id == "" {
				id = w.ID
				if home[id] != nil {
					*found = append(*found, Mistake{File: names[i], Code: "NODE_TWICE", What: string(id)})
				}
				home[id] = &w.Node
			}
			chains[id] = append(chains[id], f.ID)
		}
	}
	all := map[ID]*Template{}
	for i, f := range files {
		if all[f.ID] != nil {
			*found = append(*found, Mistake{File: names[i], Code: "CHAIN_TWICE", What: string(f.ID)})
			continue
		}
		all[f.ID] = f.template(names[i], home, chains, found)
	}
	return all
}

func (f *file) template(name string, home map[NodeID]*Node, chains map[NodeID][]ID, found *[]Mistake) *Template {
	t := &Template{
		ID: f.ID, Name: f.Name, Version: f.Version, Date: f.Date, Source: f.Source, Carrier: f.Carrier, Factor: f.Factor,
		Stages: f.Stages, Groups: f.Groups, Kinds: f.Kinds, Technologies: f.Technologies, Applications: f.Applications,
	}
	if len(t.Stages) == 0 {
		t.Stages = standardStages()
	}
	stageOf := map[string]string{}
	for _, g := range t.Groups {
		stageOf[g.ID] = g.Stage
	}
	for _, w := range f.Nodes {
		n := w.Node
		if w.Use != "" {
			origin := home[w.Use]
			if origin == nil {
				*found = append(*found, Mistake{File: name, Code: "NODE_UNKNOWN", What: string(w.Use)})
				continue
			}
			n = *origin
			n.Stage, n.Group = w.Stage, w.Group
			// What a shared node is a kind of, needs and serves is told by its home.
			n.KindOf, n.Technologies, n.Applications = "", nil, nil
		}
		if n.Stage == "" {
			n.Stage = stageOf[n.Group]
		}
		n.Chains = chains[n.ID]
		t.Nodes = append(t.Nodes, n)
		for _, to := range w.Into {
			t.Edges = append(t.Edges, f.edge(Edge{From: n.ID, To: to}))
		}
		for _, to := range w.Feedback {
			t.Edges = append(t.Edges, f.edge(Edge{From: n.ID, To: to, Feedback: true}))
		}
	}
	for _, e := range f.Edges {
		t.Edges = append(t.Edges, f.edge(e))
	}
	return t
}

// edge fills in the evidence that the file states for all edges.
func (f *file) edge(e Edge) Edge {
	if e.Grade == "" {
		e.Grade = f.EdgeDefault.Grade
	}
	if e.Source == "" {
		e.Source = f.EdgeDefault.Source
	}
	return e
}
