package diagnosis

import (
	"cmp"
	"slices"
	"sort"

	"lianzhang/internal/region"
)

// facts are what the verdict on one node in one place rests on.
type facts struct {
	tally
	level        region.Level
	basis        int
	national     int64 // size in the nation, on the basis
	base, bases  int64 // economic size of the place and of the nation; 0: not known
	peers        []float64
	own          float64 // the place's own entry in peers; 0: none
	peerCount    int     // peers without the place itself
	led          bool    // standing of firms is recorded here at all
	reach        int     // suppliers that make the share: 1, 2, 3, or 4 for more; 0: not known
	single       float64 // share of buyers with one supplier; negative: not known
	dependent    int     // 1 dependent, 0 not, negative: not known
	searched     bool    // somebody looked, in time and widely enough
	found        bool    // and found firms that are not in the library
	building     int
	planned      int
	institutes   int
	strongBeside int
}

// ledIn tells whether the standing of any firm of the chain in a place is
// recorded; where it is not, an absence of leaders says nothing.
func (b *Board) ledIn(place region.Code) bool {
	for _, sites := range b.counted {
		part, _ := within(sites, place)
		for i := range part {
			if led(&b.Firms[part[i].Firm]) {
				return true
			}
		}
	}
	return false
}

// look gathers the facts of a node in a place; day is the civil day of the
// judgement.
func (b *Board) look(place region.Code, l region.Level, node int, ledHere bool, day string) (facts, []Site) {
	at := &b.levels[l]
	sites, _ := within(b.counted[node], place)
	f := facts{tally: b.tally(sites), level: l, led: ledHere, single: -1, dependent: -1, basis: counts}
	if b.T.enough(b.national[node]) && (f.firms == 0 || b.T.enough(f.tally)) {
		f.basis = amounts
	}
	f.national = b.national[node].size(f.basis)
	if l != region.LevelNation {
		f.base, f.bases = b.base(at, l, place, node, f.tally, f.basis)
		f.peers = at.peers[f.basis][node]
		f.peerCount = len(at.playing)
		if at.playing[place] {
			f.peerCount--
		}
		if f.base > 0 && f.size(f.basis) > 0 {
			f.own = float64(f.size(f.basis)) / float64(f.base)
		}
	}
	f.reach = b.reach(sites, nil, bySize(sites), &f)
	f.single = b.singleBuyers(place, node)
	f.dependent = b.dependent(place, node, day)
	for i := range b.searches[node] {
		if s := &b.searches[node][i]; b.valid(s, place, day) {
			f.searched, f.found = true, s.Found > 0
			break // the latest decides
		}
	}
	for i := range b.projects[node] {
		if p := &b.projects[node][i]; place.Contains(p.Region) {
			f.building += building(p)
			f.planned += planned(p)
		}
	}
	for i := range b.institutes[node] {
		if place.Contains(b.institutes[node][i].Region) {
			f.institutes++
		}
	}
	return f, sites
}

func building(p *Project) int {
	switch p.Stage {
	case "started", "building", "producing":
		return 1
	}
	return 0
}

func planned(p *Project) int {
	switch p.Stage {
	case "filed", "signed":
		return 1
	}
	return 0
}

// valid tells whether a search speaks for a place on a day: it covered the
// place or a larger one, widely enough, not too long ago and not later.
func (b *Board) valid(s *Search, place region.Code, day string) bool {
	return s.Region.Contains(place) && s.Coverage >= b.T.Search.MinCoverage &&
		(day == "" || (firstDay(s.On) <= day && lastDay(s.On) >= monthsBefore(day, b.T.Search.Months)))
}

// bySize orders the sites with a known amount, largest first.
func bySize(sites []Site) []int32 {
	order := make([]int32, 0, len(sites))
	for i := range sites {
		if sites[i].Amount != Unknown {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(sites[y].Amount, sites[x].Amount) })
	return order
}

// reach counts the suppliers that make the share of the whole: 1, 2, 3, or 4
// for more. Without enough amounts only one supplier alone is known for sure.
func (b *Board) reach(sites []Site, out []bool, order []int32, f *facts) int {
	if f.firms == 0 {
		return 0
	}
	if f.firms == 1 {
		return 1
	}
	if f.basis == counts || f.amount <= 0 {
		return 0
	}
	need := float64(b.T.Security.Reach * float64(f.amount))
	got := int64(0)
	n := 0
	for _, i := range order {
		if out != nil && out[i] {
			continue
		}
		n++
		got += sites[i].Amount
		if float64(got) >= need-0.5 || n == 4 {
			break
		}
	}
	return n
}

// singleBuyers returns the share of the place's buyers at the node who have
// one supplier; negative when no purchase is on record.
func (b *Board) singleBuyers(place region.Code, node int) float64 {
	buyers, single := 0, 0
	b.eachBuyer(place, node, func(links []Purchase, suppliers int) {
		buyers++
		if suppliers == 1 {
			single++
		}
	})
	if buyers == 0 {
		return -1
	}
	return float64(single) / float64(buyers)
}

// eachBuyer calls do with the purchases of each buyer of the place at the node.
func (b *Board) eachBuyer(place region.Code, node int, do func(links []Purchase, suppliers int)) {
	all := b.purchases[node]
	for i := 0; i < len(all); {
		j, suppliers := i, 0
		for j < len(all) && all[j].Buyer == all[i].Buyer {
			if j == i || all[j].Supplier != all[j-1].Supplier {
				suppliers++
			}
			j++
		}
		if place.Contains(all[i].BuyerRegion) {
			do(all[i:j], suppliers)
		}
		i = j
	}
}

// rank returns the share of peers that hold the node less intensely, equals by
// half; false with too few peers.
func (b *Board) rank(f *facts, x float64) (float64, bool) {
	if f.peerCount < b.T.Scale.MinPeers {
		return 0, false
	}
	below := sort.SearchFloat64s(f.peers, x)
	upto := below
	for upto < len(f.peers) && f.peers[upto] == x {
		upto++
	}
	equal, others := upto-below, len(f.peers)
	if f.own > 0 { // the place itself is in the list
		others--
		switch {
		case f.own < x:
			below--
		case f.own == x:
			equal--
		}
	}
	none := f.peerCount - others
	if x > 0 {
		below += none
	} else {
		equal += none
	}
	return (float64(below) + float64(equal)/2) / float64(f.peerCount), true
}
