package atlas

import (
	"strings"

	"lianzhang/internal/chain"
	"lianzhang/internal/diagnosis"
	"lianzhang/internal/message"
	"lianzhang/internal/region"
)

// Marks turns a result into what the chain map says of each node, in the order
// of the map. before gives the classes of an earlier diagnosis and may be nil.
func Marks(b *Board, r *diagnosis.Result, before map[string]diagnosis.Class) []chain.Mark {
	out := make([]chain.Mark, len(r.Nodes))
	for i := range r.Nodes {
		v := &r.Nodes[i]
		m := chain.Mark{
			Node: chain.NodeID(v.ID), Class: string(v.Class), Unstable: v.Unstable, Share: hundred(v.Measures.NationalShare),
			External: v.Measures.Dependence == "yes", Single: v.Measures.Single || v.Measures.SingleSource > 0, Before: string(before[v.ID]),
		}
		local, nation := int(v.Measures.Firms), int(v.Measures.NationFirms)
		m.Nation = &nation
		if v.Class != diagnosis.Unclear || local > 0 {
			m.Local = &local // where nobody looked, no firm on record is not zero firms
		}
		if lq, median := v.Measures.LQ, v.Measures.PeerMedian; m.Share != nil && lq != nil && median != nil && *lq > 0 {
			share := *m.Share * *median / *lq
			m.PeerMedian = &share
		}
		m.Lead = leadOf(v)
		out[i] = m
	}
	return out
}

// Drawn is what a picture of the chain's map says of a result: the marks of the
// nodes, and the frame with place, date, sources and stamp. The command line,
// the export and the printer all take it from here.
func Drawn(b *Board, r *diagnosis.Result, lang message.Lang) (chain.Marks, chain.Style) {
	marks := chain.Marks{}
	for _, m := range Marks(b, r, nil) {
		marks[m.Node] = m
	}
	style := chain.Style{
		English: lang == message.English, Region: region.FullName(r.Region), DataDate: r.Day,
		Source: strings.Join(r.Sources, "、"), Demo: stamp(r, lang) != "",
	}
	if len(r.Sources) == 0 { // nothing on record yet: the map itself is all there is
		style.DataDate, style.Source = b.Template.Date, b.Template.Source
	}
	return marks, style
}

// SVG draws the chain's map with the marks of a result. The same arguments give
// the same bytes.
func SVG(b *Board, r *diagnosis.Result, lang message.Lang) []byte {
	marks, style := Drawn(b, r, lang)
	return chain.Draw(chain.Arranged(b.Template), marks, style)
}

func hundred(x *float64) *float64 {
	if x == nil {
		return nil
	}
	y := *x * 100
	return &y
}

// leadOf names the lead firm among the firms named.
func leadOf(v *diagnosis.Verdict) string {
	if v.Evidence == nil {
		return ""
	}
	for _, role := range []string{"lead", "segment"} {
		for _, f := range v.Evidence.Firms {
			if f.Role == role {
				return f.Name
			}
		}
	}
	return ""
}
