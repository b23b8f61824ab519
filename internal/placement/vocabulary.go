package placement

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"sync"

	"github.com/goccy/go-yaml"

	"lianzhang/catalog"
	"lianzhang/internal/chain"
)

// Terms are what the trade calls the things on one node.
type Terms struct {
	Words    []string `yaml:"words"`
	NotWords []string `yaml:"not_words"` // contain a word of the node and mean something else
	Weak     []string `yaml:"weak"`      // said so generally that they count only when nothing better is there
	Drop     []string `yaml:"drop"`      // words of the template that decide nothing
	First    []string `yaml:"first"`     // classes whose firms usually stand here
}

// Vocabulary is one file of catalog/placement.
type Vocabulary struct {
	Chain     chain.ID               `yaml:"chain"`
	Elsewhere []string               `yaml:"elsewhere"` // a phrase with one is made for something else
	Here      []string               `yaml:"here"`      // unless it also has one of these
	Nodes     map[chain.NodeID]Terms `yaml:"nodes"`
	Turns     []Turn                 `yaml:"turns"`
}

// Turn says that a thing of one of the nodes, followed by one of the words, is
// a thing of another node: 锂电池 is a cell, 锂电池生产线 is equipment.
type Turn struct {
	Of   []chain.NodeID `yaml:"of"`
	Tail []string       `yaml:"tail"`
	To   chain.NodeID   `yaml:"to"`
}

var vocabularies = sync.OnceValue(func() []Vocabulary {
	all, err := LoadVocabularies(catalog.FS, "placement")
	if err != nil {
		panic(err) // the catalog is compiled in and tested
	}
	return all
})

// Vocabularies returns the files that ship with the program, ordered by name.
func Vocabularies() []Vocabulary { return vocabularies() }

// LoadVocabularies reads every file of a folder, in order of name. A key that
// does not exist is an error.
func LoadVocabularies(fsys fs.FS, dir string) ([]Vocabulary, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(files)
	var all []Vocabulary
	for _, file := range files {
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		var v Vocabulary
		if err := yaml.UnmarshalWithOptions(raw, &v, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, v)
	}
	return all, nil
}

// terms returns what all files say of one node.
func terms(all []Vocabulary, id chain.NodeID) Terms {
	var sum Terms
	for i := range all {
		t := all[i].Nodes[id]
		sum.Words = append(sum.Words, t.Words...)
		sum.NotWords = append(sum.NotWords, t.NotWords...)
		sum.Weak = append(sum.Weak, t.Weak...)
		sum.Drop = append(sum.Drop, t.Drop...)
		sum.First = append(sum.First, t.First...)
	}
	return sum
}

// home returns the vocabulary of the chain that most of the nodes come from, so
// that a local map uses the same lists as the standard one; nil without nodes.
func home(all []Vocabulary, nodes []chain.Node) *Vocabulary {
	best, most := -1, 0
	for i := range all {
		n := 0
		for k := range nodes {
			if _, ok := all[i].Nodes[nodes[k].ID]; ok {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return nil
	}
	return &all[best]
}
