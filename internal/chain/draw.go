package chain

import (
	"fmt"
	"strings"
)

// Style is how a map is drawn and what its frame says. Empty fields are left
// out, except the map number, which has a field of its own on official maps.
type Style struct {
	English   bool
	Title     string // the chain's name when empty
	Region    string
	DataDate  string
	Unit      string // responsible unit
	Source    string
	MapNumber string // 审图号
	Demo      bool   // stamps 演示数据
	Paper     string // "A3", "A0" (landscape) or empty for the size of the map
}

// paper sizes in millimetres, landscape.
var papers = map[string][2]int{"A4": {297, 210}, "A3": {420, 297}, "A0": {1189, 841}}

// Colours of the drawing; the screen's token file has the same values.
const (
	ink, faint, line, wash, white = "#1f2933", "#5b6875", "#d5dce3", "#f6f8fa", "#ffffff"
	wireColour, returnColour      = "#9aa7b4", "#0b5a54"
	teal, blue, amber, red, grey  = "#0b5a54", "#1d4ed8", "#b05800", "#991b1b", "#667080"
)

const (
	titleBand  = 92
	legendBand = 96
	// halo keeps a box's name readable where edges pass behind it.
	halo       = ` font-weight="600" paint-order="stroke" stroke="#fff" stroke-width="4"`
	fontFamily = "PingFang SC, Microsoft YaHei, HarmonyOS Sans SC, Noto Sans SC, Noto Sans CJK SC, sans-serif"
)

// pen writes SVG. Every text goes through escape.
type pen struct {
	strings.Builder
	style Style
}

func (p *pen) put(format string, args ...any) { fmt.Fprintf(p, format, args...) }

func (p *pen) text(x, y, size int, colour, more, s string) {
	p.put(`<text x="%d" y="%d" font-size="%d" fill="%s"%s>%s</text>`, x, y, size, colour, more, escape(s))
}

func (p *pen) word(t Text) string {
	if p.style.English && t.En != "" {
		return t.En
	}
	return t.Zh
}

func (p *pen) say(zh, en string) string { return p.word(Text{zh, en}) }

// Draw renders a layout as one SVG document that refers to nothing outside.
// The same arguments give the same bytes.
func Draw(l *Layout, marks Marks, s Style) []byte {
	p := &pen{style: s}
	w, h := max(l.Width, 980), l.Height+titleBand+legendBand
	p.open(w, h)
	p.heading(l, w)
	p.put(`<g transform="translate(%d %d)">`, (w-l.Width)/2, titleBand)
	for _, lane := range l.Lanes {
		p.lane(lane)
	}
	for _, b := range l.Groups {
		p.put(`<rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="%s" stroke="%s"/>`, b.X, b.Y, b.W, b.H, white, line)
	}
	p.put(`<g fill="none" stroke="%s">`, wireColour)
	for _, e := range l.Edges {
		p.wire(e)
	}
	p.put(`</g>`)
	for _, b := range l.Groups {
		p.text(b.X+boxPad, b.Y+22, 13, faint, halo, clip(p.word(b.Name), b.W-2*boxPad, 13))
	}
	for i := range l.Nodes {
		mark, has := marks[l.Nodes[i].ID]
		p.card(&l.Nodes[i], mark, has)
	}
	p.put(`</g>`)
	p.legend(w, h, len(marks) > 0)
	p.put("</svg>\n")
	return []byte(p.String())
}

func (p *pen) open(w, h int) {
	size := fmt.Sprintf(`width="%d" height="%d"`, w, h)
	if mm, ok := papers[p.style.Paper]; ok {
		size = fmt.Sprintf(`width="%dmm" height="%dmm"`, mm[0], mm[1])
	}
	p.put(`<svg xmlns="http://www.w3.org/2000/svg" %s viewBox="0 0 %d %d" preserveAspectRatio="xMidYMid meet" font-family="%s">`, size, w, h, fontFamily)
	p.put(`<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="#e3e7ec" stroke-width="3"/></pattern>`)
	for _, m := range [][2]string{{"a", wireColour}, {"r", returnColour}} {
		p.put(`<marker id="%s" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1L8 4L0 7z" fill="%s"/></marker>`, m[0], m[1])
	}
	p.put(`</defs><rect width="%d" height="%d" fill="%s"/>`, w, h, white)
}

func (p *pen) heading(l *Layout, w int) {
	title := p.style.Title
	if title == "" {
		title = p.word(l.Name) + p.say("产业链图谱", " chain map")
	}
	if p.style.Region != "" {
		title = p.style.Region + p.say(" · ", " · ") + title
	}
	p.text(margin, 46, 26, ink, ` font-weight="700"`, title)
	var facts []string
	for _, f := range [][2]string{
		{p.say("数据日期 ", "Data of "), p.style.DataDate},
		{p.say("制图单位 ", "Drawn by "), p.style.Unit},
		{p.say("来源 ", "Source "), p.style.Source},
	} {
		if f[1] != "" {
			facts = append(facts, f[0]+f[1])
		}
	}
	facts = append(facts, fmt.Sprintf(p.say("环节 %d 个，联系 %d 条", "%d nodes, %d edges"), len(l.Nodes), len(l.Edges)))
	p.text(margin, 74, 14, faint, "", clip(strings.Join(facts, p.say("　", " · ")), w-2*margin-120, 14))
	if p.style.Demo {
		p.put(`<rect x="%d" y="24" width="92" height="30" rx="4" fill="none" stroke="%s" stroke-width="2"/>`, w-margin-92, red)
		p.text(w-margin-46, 45, 16, red, ` font-weight="700" text-anchor="middle"`, p.say("演示数据", "DEMO"))
	}
}

func (p *pen) lane(l Lane) {
	p.put(`<rect x="%d" y="%d" width="%d" height="%d" rx="10" fill="%s"/>`, l.X, l.Y, l.W, l.H, wash)
	p.text(l.X+16, l.Y+28, 18, ink, ` font-weight="700"`, p.word(l.Name))
	p.put(`<path d="M%d %dH%d" stroke="%s" stroke-width="2"/>`, l.X+16, l.Y+38, l.X+l.W-16, line)
}

// wire draws one edge: thicker by cost share, dashed when assumed.
func (p *pen) wire(e Wire) {
	width := 1.1
	if e.Share != nil {
		width += *e.Share / 12
	}
	more := ` marker-end="url(#a)"`
	if e.Feedback {
		more = fmt.Sprintf(` stroke="%s" marker-end="url(#r)"`, returnColour)
	}
	if e.Assumed {
		more += ` stroke-dasharray="5 4"`
	}
	p.put(`<path d="%s" stroke-width="%.1f"%s/>`, Curve(e.Points), width, more)
}

// Curve turns the points of a [Wire] into the path of an SVG element.
func Curve(points []int) string {
	if len(points) < 4 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "M%d %d", points[0], points[1])
	for i := 2; i+1 < len(points); i += 2 {
		x0, y0, x, y := points[i-2], points[i-1], points[i], points[i+1]
		switch {
		case y == y0:
			fmt.Fprintf(&b, "H%d", x)
		case x == x0:
			fmt.Fprintf(&b, "V%d", y)
		default:
			mid := (x0 + x) / 2
			fmt.Fprintf(&b, "C%d %d %d %d %d %d", mid, y0, mid, y, x, y)
		}
	}
	return b.String()
}
