package placement

import (
	"fmt"
	"strings"
)

// why says in one line what decided.
func (m *Model) why(e *evidence, node int, class, className string) string {
	var parts []string
	for _, where := range []string{"产品", "经营范围", "名称"} {
		var words []string
		for _, w := range sortedKeys(e.words) {
			if e.words[w] == where {
				words = append(words, "“"+w+"”")
			}
		}
		if len(words) > 0 {
			parts = append(parts, where+"含"+strings.Join(words[:min(len(words), 6)], "、"))
		}
	}
	parts = append(parts, e.lessons...)
	if class != "" && m.closeness(class, node) > 0 {
		parts = append(parts, fmt.Sprintf("行业 %s %s相符", class, className))
	}
	if !e.strong && len(e.lessons) == 0 {
		parts = append(parts, "说法笼统，待人工确认")
	}
	return strings.Join(parts, "；")
}

// placeByClass proposes from the class alone, when the text gave nothing: the
// only node that names the class, or the one where such firms usually stand.
func (m *Model) placeByClass(class, className string, said bool, found map[int]*evidence) []Guess {
	if len(class) < 4 {
		return nil
	}
	all := m.claimants(class)
	hint := -1
	for _, c := range all {
		if e := found[c.node]; e != nil && e.best >= int(inName)/2 && (hint < 0 || e.best > found[hint].best) {
			hint = c.node
		}
	}
	points, node, note := 0, -1, ""
	switch {
	case hint >= 0:
		points, node, note = 450, hint, "名称或经营范围有所提及"
	case len(all) == 1:
		points, node, note = 600, all[0].node, "本链仅此环节属于该行业"
	default:
		for _, c := range all {
			if c.first && node < 0 {
				points, node, note = 420, c.node, fmt.Sprintf("该行业对应本链 %d 个环节，取最常见的一个，待人工确认", len(all))
			}
		}
	}
	if node < 0 || said && hint < 0 {
		return nil
	}
	return []Guess{m.guess(node, points, len(all) == 1, fmt.Sprintf("行业 %s %s；%s", class, className, note))}
}

// claimants returns the nodes that name the class, or, for a group, its classes.
func (m *Model) claimants(class string) []claimant {
	if len(class) == 5 {
		return m.byClass[class]
	}
	best := map[int]bool{}
	for code, list := range m.byClass {
		if strings.HasPrefix(code, class) {
			for _, c := range list {
				best[c.node] = best[c.node] || c.first
			}
		}
	}
	var all []claimant
	for i := range m.template.Nodes {
		if first, ok := best[i]; ok {
			all = append(all, claimant{i, first})
		}
	}
	return all
}

// placeByNear proposes the node whose texts look most like a phrase, when no
// known word was found.
func (m *Model) placeByNear(texts []phrase, class string, found map[int]*evidence) []Guess {
	pick, text, best := -1, "", 0.0
	for _, p := range texts {
		if p.verb == trades || len(m.elsewhere.scan(p.text)) > 0 {
			continue
		}
		node, lead, share, ok := m.near.best(core(p.text))
		if !ok || lead < 1.3 || share < 0.7 || m.foreign(class, node) {
			continue
		}
		if e := found[node]; e != nil && len(e.lessons) > 0 {
			continue // a person has already spoken against it
		}
		if score := lead * share; score > best || score == best && node < pick {
			pick, text, best = node, string(p.text), score
		}
	}
	if pick < 0 {
		return nil
	}
	return []Guess{m.guess(pick, enough, false, fmt.Sprintf("“%s”字面接近本环节的用语，待人工确认", text))}
}

// reason says why nothing is proposed.
func (m *Model) reason(f Firm, class, className string) string {
	if f.Industry == "" && f.Products == "" && f.Scope == "" {
		return "没有行业、产品和经营范围，无法判断"
	}
	if f.Products == "" && f.Scope == "" {
		if n := len(m.claimants(class)); n > 0 && len(class) >= 4 {
			return fmt.Sprintf("只有行业 %s %s，对应本链 %d 个环节，需要产品信息", class, className, n)
		}
		return "该行业不在本链"
	}
	return "产品和经营范围中没有本链的用语"
}
