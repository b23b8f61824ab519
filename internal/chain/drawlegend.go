package chain

// legend explains every sign of the drawing and holds the map number.
func (p *pen) legend(w, h int, marked bool) {
	y := h - legendBand + 22
	p.put(`<path d="M%d %dH%d" stroke="%s"/>`, margin, y-16, w-margin, line)
	x := margin
	p.text(x, y+14, 13, ink, ` font-weight="700"`, p.say("图例", "Legend"))
	x += 56
	item := func(wide int, zh, en string, draw func(x, y int)) {
		draw(x+8, y+9)
		p.text(x+22, y+14, 12, ink, "", p.say(zh, en))
		x += wide + 30
	}
	if marked {
		for _, c := range []struct{ id, zh, en string }{
			{"strong", "强", "Strong"}, {"potential", "潜", "Potential"}, {"weak", "弱", "Weak"}, {"missing", "缺", "Missing"}, {"unknown", "未知", "Unknown"},
		} {
			item(width(p.say(c.zh, c.en), 12), c.zh, c.en, func(x, y int) { p.sign(c.id, x, y, false) })
		}
		item(p.wide("结论不稳", "Unstable"), "结论不稳", "Unstable", func(x, y int) { p.text(x, y+5, 14, grey, ` text-anchor="middle"`, "≈") })
		item(p.wide("单一来源", "Single source"), "单一来源", "Single source", func(x, y int) { p.put(`<circle cx="%d" cy="%d" r="3.5" fill="%s"/>`, x, y, amber) })
		item(p.wide("已有备份", "Backup"), "已有备份", "Backup", func(x, y int) {
			p.put(`<g fill="none" stroke="%s"><circle cx="%d" cy="%d" r="5"/><circle cx="%d" cy="%d" r="2.5"/></g>`, teal, x, y, x, y)
		})
		x, y = margin+56, y+26
	}
	p.standing(&x, y)
	number := p.style.MapNumber
	if number == "" {
		number = "________"
	}
	p.text(w-margin, h-14, 12, faint, ` text-anchor="end"`, p.say("审图号：", "Map number: ")+number)
}

// standing explains the signs that a map has with or without verdicts.
func (p *pen) standing(x *int, y int) {
	item := func(zh, en string, draw func(x, y int)) {
		draw(*x+8, y+9)
		p.text(*x+26, y+14, 12, ink, "", p.say(zh, en))
		*x += p.wide(zh, en) + 42
	}
	item("价值等级 高、中、低", "Value grade high, middle, low", func(x, y int) {
		for i := range 3 {
			p.put(`<rect x="%d" y="%d" width="3" height="%d" fill="%s"/>`, x-4+4*i, y+4-3*(i+1), 3*(i+1), faint)
		}
	})
	item("对外依存高", "Depends on imports", func(x, y int) {
		p.put(`<g fill="none" stroke="%s"><circle cx="%d" cy="%d" r="5"/><ellipse cx="%d" cy="%d" rx="2" ry="5"/><path d="M%d %dH%d"/></g>`, red, x, y, x, y, x-5, y, x+5)
	})
	item("多链共用", "Shared by chains", func(x, y int) {
		p.put(`<g fill="none" stroke="%s" stroke-width="1.2"><rect x="%d" y="%d" width="7" height="7" rx="1.5"/><rect x="%d" y="%d" width="7" height="7" rx="1.5"/></g>`, blue, x-5, y-5, x-2, y-2)
	})
	item("投入（线宽为成本份额）", "Goes into (width: cost share)", func(x, y int) {
		p.put(`<path d="M%d %dh18" stroke="%s" marker-end="url(#a)"/>`, x-8, y, wireColour)
	})
	item("推算", "Assumed", func(x, y int) {
		p.put(`<path d="M%d %dh18" stroke="%s" stroke-dasharray="5 4"/>`, x-8, y, wireColour)
	})
	item("回流", "Return", func(x, y int) {
		p.put(`<path d="M%d %dh18" stroke="%s" marker-end="url(#r)"/>`, x-8, y, returnColour)
	})
}

func (p *pen) wide(zh, en string) int { return width(p.say(zh, en), 12) }
