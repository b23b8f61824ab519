package diagnosis

import (
	"slices"

	"lianzhang/internal/region"
)

// Options of one diagnosis.
type Options struct {
	// Day of the judgement; empty is the day on which the newest data arrived,
	// so that the result depends on nothing but the data.
	Day string
	// NoDraws leaves out how firm the classes are, for overviews.
	NoDraws bool
	// Named is how many firms of a node are named; 0 leaves all evidence out.
	Named int
}

// LevelNames are the names of levels in results.
var LevelNames = [...]string{"nation", "province", "city", "county", "park"}

// Diagnose judges every node of the chain for one place.
func (b *Board) Diagnose(place region.Code, o Options) *Result {
	if place == "" {
		place = region.Nation
	}
	if o.Day == "" {
		o.Day = b.Batch
	}
	l := place.Level()
	r := &Result{
		ID: b.Chain + ":" + string(place), Chain: b.Chain, Template: b.Template, Region: place, Level: LevelNames[l], Scope: b.Scope,
		Day: o.Day, DataVersion: b.Version,
		Thresholds: ThresholdsRef{b.T.Version, b.T.Dated, b.T.SHA256},
		Base:       b.baseOf(l, place),
		Nodes:      make([]Verdict, len(b.Nodes)),
		Warnings:   []Warning{}, Breaks: []Break{}, Sources: b.Sources,
	}
	if r.Sources == nil {
		r.Sources = []string{}
	}
	views := b.views(place, l, o.Day)
	whole := b.whole(views)
	for k := range views {
		v := b.judge(&views[k])
		if !o.NoDraws {
			held := b.hold(place, k, &views[k].facts, views[k].sites, o.Day, v.Class)
			share := round6(float64(held) / float64(len(b.tunes)))
			v.Hold, v.Unstable = &share, share < b.T.Draws.Stable
		}
		b.measure(&v, &views[k], whole)
		if o.Named > 0 {
			v.Evidence = b.evidence(&views[k], views, o)
		}
		v.Confidence = confidence(&v)
		r.Nodes[k] = v
		r.Counts.add(v.Class, v.Unstable)
	}
	b.structure(views, r.Nodes)
	r.Warnings = b.warnings(views, r)
	for _, x := range b.Breaks {
		if place.Contains(x.Region) {
			r.Breaks = append(r.Breaks, x)
		}
	}
	return r
}

// view is a node as seen from one place.
type view struct {
	facts
	place  region.Code
	node   int
	day    string
	sites  []Site
	scored scored
	score  float64 // over the known parts
	strong bool    // by score and cap, before draws
}

// views looks at every node, scores it, and then counts strong neighbours.
func (b *Board) views(place region.Code, l region.Level, day string) []view {
	out := make([]view, len(b.Nodes))
	ledHere := b.ledIn(place)
	for k := range out {
		f, sites := b.look(place, l, k, ledHere, day)
		v := view{facts: f, place: place, node: k, day: day, sites: sites}
		v.scored = b.score(&v.facts, &b.plain)
		v.score, _, _, _ = v.scored.mean(&b.plain.weights)
		if v.firms > 0 {
			class, _ := b.settle(&v)
			v.strong = class == Strong
		}
		out[k] = v
	}
	for k := range out {
		for _, n := range b.beside[k] {
			if out[n].strong {
				out[k].strongBeside++
			}
		}
	}
	return out
}

// settle judges a node with firms by the published set, with the two rules that
// guard against judging by too little.
func (b *Board) settle(v *view) (Class, []string) {
	score, low, _, missing := v.scored.mean(&b.plain.weights)
	class := b.present(&v.facts, &b.plain, score)
	switch {
	case missing > b.T.Classes.MaxMissing:
		return Unclear, []string{ReasonTooMuchMissing}
	case class == Strong && low < b.T.Classes.StrongFloor:
		return Weak, []string{ReasonFloor}
	}
	return class, nil
}

// judge gives the verdict with its reasons and parts.
func (b *Board) judge(v *view) Verdict {
	out := Verdict{ID: b.Nodes[v.node].ID, Basis: ByCount, Reasons: []string{}}
	if v.basis == amounts {
		out.Basis = ByAmount
	}
	out.Parts = b.parts(v)
	if v.firms == 0 {
		class, why := b.absent(&v.facts, &b.plain)
		out.Class, out.Missing = class, 1
		out.Reasons = append(out.Reasons, why)
	} else {
		score, low, high, missing := v.scored.mean(&b.plain.weights)
		var why []string
		out.Class, why = b.settle(v)
		out.Score, out.Low, out.High = ptr6(score), ptr6(low), ptr6(high)
		out.Missing = round6(missing)
		out.Reasons = append(out.Reasons, why...)
		if own, beside := b.capability(&v.facts); out.Class == Potential {
			if own > 0 {
				out.Reasons = append(out.Reasons, ReasonOnNode)
			}
			if beside > 0 {
				out.Reasons = append(out.Reasons, ReasonBeside)
			}
		}
	}
	out.Reasons = append(out.Reasons, b.remarks(v)...)
	return out
}

// remarks are what an expert would point out beside the class.
func (b *Board) remarks(v *view) []string {
	var out []string
	if low, ok := b.lowShare(&v.facts); ok && v.firms > 0 && low >= b.T.Value.LowCap {
		out = append(out, ReasonLowGrade)
		share, stated := b.marketShare(v)
		nation := v.national > 0 && float64(v.size(v.basis)) >= float64(b.T.Value.Volume*float64(v.national)) && v.level != region.LevelNation
		if nation || (stated && share >= 100*b.T.Value.Volume) {
			out = append(out, ReasonVolume)
		}
	}
	switch {
	case v.firms == 1:
		out = append(out, ReasonSingleFirm)
	case v.reach >= 1 && v.reach <= 3:
		out = append(out, ReasonConcentrated)
	}
	if v.single > 0.5 {
		out = append(out, ReasonSingleSource)
	}
	if v.dependent == 1 {
		out = append(out, ReasonDependent)
	}
	return out
}

func (b *Board) parts(v *view) []Part {
	t := b.T
	list := []Part{
		{Unit: "lq", Threshold: t.Scale.LQ.One},
		{Unit: "firms", Threshold: t.Depth.At(v.level)},
		{Unit: "points", Threshold: t.Leadership.Targets.At(v.level)},
		{Unit: "share", Threshold: 1},
		{Unit: "share", Threshold: 1},
	}
	for i := range list {
		list[i].ID, list[i].Weight, list[i].Missing = PartIDs[i], b.plain.weights[i], v.scored.why[i]
		if v.scored.why[i] == "" {
			list[i].Score = ptr6(v.scored.of[i])
			list[i].Value = list[i].Score
		}
	}
	if v.firms == 0 {
		return list
	}
	if lq, ok := v.lq(); ok && v.level != region.LevelNation {
		list[scale].Value = ptr6(lq)
	}
	list[depth].Value = ptr6(float64(v.qualified))
	if v.led {
		list[leadership].Value = ptr6(float64(v.points) / 1000)
	}
	return list
}

// confidence in plain words: what was measured, and whether the class holds.
func confidence(v *Verdict) string {
	switch {
	case v.Unstable || (v.Score != nil && v.Missing > 0.3) || v.Class == Unclear:
		return "low"
	case v.Score != nil && (v.Basis == ByCount || v.Missing > 0.15):
		return "medium"
	}
	return "high"
}

func (b *Board) baseOf(l region.Level, place region.Code) Base {
	at := &b.levels[l]
	out := Base{Kind: "library", Records: []string{}, Peers: len(at.playing)}
	if at.playing[place] {
		out.Peers--
	}
	switch {
	case l == region.LevelNation:
		out.Kind, out.Peers = "none", 0
	case at.gdpYear != 0:
		out.Kind, out.Year = "gdp", at.gdpYear
		for _, c := range []region.Code{place, region.Nation} {
			if f, ok := b.gdp[c][at.gdpYear]; ok && f.PID != "" {
				out.Records = append(out.Records, f.PID)
			}
		}
	case b.library[l][place].Firms == 0:
		out.Kind = "none"
	}
	slices.Sort(out.Records)
	return out
}

func ptr6(x float64) *float64 {
	r := round6(x)
	return &r
}
