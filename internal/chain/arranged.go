package chain

import (
	"regexp"
	"strconv"
	"sync"
)

// sampleID is the ID of an invented chain: nodes, edges, seed.
var sampleID = regexp.MustCompile(`^sample-(\d{1,4})-(\d{1,5})-(\d{1,9})$`)

// kept are the layouts of standard templates and the samples asked for, so
// that neither is made again for each request.
var kept struct {
	sync.Mutex
	layouts map[*Template]*Layout
	samples map[ID]*Template
}

// samplesKept is how many invented chains stay in memory.
const samplesKept = 8

// sampleOf returns the invented chain that an ID such as
// "sample-3000-10000-7" describes, with at most 5,000 nodes and 20,000 edges.
func sampleOf(id ID) *Template {
	m := sampleID.FindStringSubmatch(string(id))
	if m == nil {
		return nil
	}
	nodes, _ := strconv.Atoi(m[1]) // digits, as the pattern says
	edges, _ := strconv.Atoi(m[2])
	seed, _ := strconv.Atoi(m[3])
	if nodes < 2 || nodes > 5000 || edges > 20000 {
		return nil
	}
	kept.Lock()
	defer kept.Unlock()
	if t := kept.samples[id]; t != nil {
		return t
	}
	if len(kept.samples) >= samplesKept {
		for _, old := range kept.samples {
			delete(kept.layouts, old)
		}
		clear(kept.samples)
	}
	if kept.samples == nil {
		kept.samples = map[ID]*Template{}
	}
	t := Sample(id, nodes, edges, uint64(seed))
	kept.samples[id] = t
	return t
}

// Arranged is [Arrange] with the layouts of templates from [Load] kept. The
// layout is shared: read it, do not write to it.
func Arranged(t *Template) *Layout {
	if from, err := Load(t.ID); err != nil || from != t {
		return Arrange(t)
	}
	kept.Lock()
	l := kept.layouts[t]
	kept.Unlock()
	if l != nil {
		return l
	}
	l = Arrange(t)
	kept.Lock()
	defer kept.Unlock()
	if kept.layouts == nil {
		kept.layouts = map[*Template]*Layout{}
	}
	kept.layouts[t] = l
	return l
}
