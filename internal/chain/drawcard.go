package chain

import (
	"fmt"
	"strings"
)

// card draws one node. A map without marks shows names and value grades; with
// marks each class has a colour and a sign, never a colour alone.
func (p *pen) card(c *Card, m Mark, has bool) {
	colour, fill, dash := classColour(m.Class)
	p.put(`<g><rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="%s" stroke="%s" stroke-width="%.1f"%s/>`,
		c.X, c.Y, c.W, c.H, fill, colour, strokeOf(m.Class), dash)
	left := c.X + 10
	if m.Class != "" {
		p.sign(m.Class, c.X+15, c.Y+17, m.Unstable)
		left = c.X + 28
		if m.Unstable {
			left += 9
		}
	}
	room := c.X + c.W - 8 - left
	lines := wrap(p.word(c.Name), room, 13, 2)
	top := c.Y + 22
	if !has && len(lines) == 1 {
		top = c.Y + 27
	}
	for i, s := range lines {
		p.text(left, top+16*i, 13, ink, ` font-weight="600"`, s)
	}
	if has {
		p.figures(c, m, len(lines) == 1)
	}
	p.signs(c, m)
	p.put(`</g>`)
}

// figures writes firms here and in the nation, the share as a bar with the
// peers' median as a tick, and the lead firm when there is room.
func (p *pen) figures(c *Card, m Mark, room bool) {
	y := c.Y + c.H - 8
	if room && m.Lead != "" {
		p.text(c.X+10, y, 11, faint, "", clip(m.Lead, c.W-70, 11))
		y -= 15
	}
	if m.Local != nil || m.Nation != nil {
		p.text(c.X+10, y, 11, faint, "", fmt.Sprintf(p.say("%s / %s 家", "%s / %s firms"), count(m.Local), count(m.Nation)))
	}
	if m.Share != nil {
		const wide = 48
		x := c.X + c.W - wide - 8
		full := min(max(*m.Share, 0), 100) * wide / 100
		p.put(`<rect x="%d" y="%d" width="%d" height="5" rx="2" fill="#e6ebf0"/><rect x="%d" y="%d" width="%.1f" height="5" rx="2" fill="%s"/>`, x, y-7, wide, x, y-7, full, teal)
		if m.PeerMedian != nil {
			p.put(`<path d="M%.1f %dV%d" stroke="%s" stroke-width="1.5"/>`, float64(x)+min(max(*m.PeerMedian, 0), 100)*wide/100, y-10, y+1, ink)
		}
	}
}

func count(n *int) string {
	if n == nil {
		return "—"
	}
	return fmt.Sprint(*n)
}

// signs draws the small signs at the lower right: grade, dependence, single
// source, backup, open matters, shared.
func (p *pen) signs(c *Card, m Mark) {
	x, y := c.X+c.W-12, c.Y+c.H-12
	if m.Node != "" && m.Share != nil && m.Lead == "" {
		y -= 14 // the bar stands there
	}
	bars := map[string]int{"high": 3, "middle": 2, "low": 1}[c.Grade]
	for i := range 3 {
		if bars > 0 {
			colour := line
			if i < bars {
				colour = faint
			}
			p.put(`<rect x="%d" y="%d" width="3" height="%d" fill="%s"/>`, x-8+4*i, y+4-3*(i+1), 3*(i+1), colour)
		}
	}
	x -= 20
	if m.External || c.External != nil && c.External.Dependence == "high" {
		p.put(`<g fill="none" stroke="%s" stroke-width="1"><circle cx="%d" cy="%d" r="5"/><ellipse cx="%d" cy="%d" rx="2" ry="5"/><path d="M%d %dH%d"/></g>`, red, x, y, x, y, x-5, y, x+5)
		x -= 16
	}
	if c.SharedWith {
		p.put(`<g fill="none" stroke="%s" stroke-width="1.2"><rect x="%d" y="%d" width="7" height="7" rx="1.5"/><rect x="%d" y="%d" width="7" height="7" rx="1.5"/></g>`, blue, x-5, y-5, x-2, y-2)
		x -= 16
	}
	if m.Single {
		p.put(`<circle cx="%d" cy="%d" r="3.5" fill="%s"/>`, x, y, amber)
		x -= 14
	}
	if m.Backup {
		p.put(`<g fill="none" stroke="%s"><circle cx="%d" cy="%d" r="5"/><circle cx="%d" cy="%d" r="2.5"/></g>`, teal, x, y, x, y)
		x -= 16
	}
	if m.Open > 0 {
		p.text(x, y+4, 11, faint, ` text-anchor="middle"`, fmt.Sprintf("#%d", m.Open))
	}
}

// sign draws the mark of a class around a centre.
func (p *pen) sign(class string, x, y int, unstable bool) {
	colour, _, _ := classColour(class)
	opacity := ""
	if unstable {
		opacity = ` opacity="0.6"`
	}
	p.put(`<g%s>`, opacity)
	switch class {
	case "strong":
		p.put(`<circle cx="%d" cy="%d" r="6" fill="%s"/>`, x, y, colour)
	case "potential":
		p.put(`<circle cx="%d" cy="%d" r="5.5" fill="%s" stroke="%s" stroke-width="1.5"/><path d="M%d %da5.5 5.5 0 0 0 0 11z" fill="%s"/>`, x, y, white, colour, x, y-5, colour)
	case "weak":
		p.put(`<path d="M%d %dl7 12h-14z" fill="%s"/>`, x, y-7, colour)
	case "missing":
		p.put(`<circle cx="%d" cy="%d" r="5.5" fill="%s" stroke="%s" stroke-width="1.6" stroke-dasharray="2.6 1.8"/>`, x, y, white, colour)
	default:
		p.text(x, y+5, 15, colour, ` font-weight="700" text-anchor="middle"`, "?")
	}
	if unstable {
		p.text(x+12, y+5, 13, colour, ` font-weight="700" text-anchor="middle"`, "≈")
	}
	p.put(`</g>`)
}

// classColour returns stroke, fill and dash of a card.
func classColour(class string) (stroke, fill, dash string) {
	switch class {
	case "strong":
		return teal, "#eef8f6", ""
	case "potential":
		return blue, "#eff4ff", ""
	case "weak":
		return amber, "#fff8ec", ""
	case "missing":
		return red, white, ` stroke-dasharray="5 4"`
	case "unknown":
		return grey, "url(#h)", ""
	}
	return "#b8c2cc", white, ""
}

func strokeOf(class string) float64 {
	if class == "" || class == "unknown" {
		return 1
	}
	return 1.6
}

// width estimates how wide a text is in pixels: a Chinese character is one em.
func width(s string, size int) int {
	w := 0.0
	for _, r := range s {
		if r < 0x2E80 && r != '—' {
			w += 0.58
		} else {
			w++
		}
	}
	return int(w * float64(size))
}

// clip shortens a text to a width, ending with "…".
func clip(s string, room, size int) string {
	if width(s, size) <= room {
		return s
	}
	r := []rune(s)
	for len(r) > 1 && width(string(r)+"…", size) > room {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ") + "…"
}

// wrap breaks a text into at most most lines, Latin words kept whole.
func wrap(s string, room, size, most int) []string {
	var lines []string
	rest := s
	for len(lines) < most-1 && width(rest, size) > room {
		cut := 0
		for i, r := range rest {
			if width(rest[:i]+string(r), size) > room {
				break
			}
			if r == ' ' || r >= 0x2E80 && !strings.ContainsRune("、，）", r) {
				cut = i
			}
		}
		if cut == 0 {
			break
		}
		lines = append(lines, strings.TrimSpace(rest[:cut]))
		rest = strings.TrimSpace(rest[cut:])
	}
	return append(lines, clip(rest, room, size))
}

// escape makes a text safe inside SVG and drops what XML cannot hold.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '"':
			b.WriteString("&quot;")
		case r < 0x20 && r != '\t', r == 0xFFFD, r == 0xFFFE, r == 0xFFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
