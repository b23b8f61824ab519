package intake

import (
	"regexp"
	"strings"

	"lianzhang/internal/industry"
	"lianzhang/internal/intake/cell"
)

var (
	classWritten = regexp.MustCompile(`^([A-Ta-t])?([0-9]{2,4})[\s:：,，.、\-]*(\D.*)?$`)
	classAfter   = regexp.MustCompile(`^(\D+?)[\s(（]*([A-Ta-t]?[0-9]{2,4})[)）]?$`)
	editionSaid  = regexp.MustCompile(`4754\s*[-—－–.]?\s*(2011|2017)|(2011|2017)\s*年?\s*版`)
)

const letters = "ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst"

// editionIn returns the edition of GB/T 4754 that a title names, or "".
func editionIn(text string) string {
	if m := editionSaid.FindStringSubmatch(text); m != nil {
		return m[1] + m[2]
	}
	return ""
}

// writtenClass parts what a cell says of an industry.
func writtenClass(text string) (letter, digits, name string, ok bool) {
	if m := classWritten.FindStringSubmatch(text); m != nil {
		return strings.ToUpper(m[1]), m[2], strings.TrimSpace(m[3]), true
	}
	if m := classAfter.FindStringSubmatch(text); m != nil {
		return "", strings.TrimLeft(m[2], letters), m[1], true
	}
	return "", "", "", false
}

// industryClass finds a class of GB/T 4754-2017 by code (with or without its
// section letter), name, or both; edition is what the sheet says of its codes,
// "" when it says nothing. Where code and name disagree the name counts: many
// numbers of 2011 were given to other classes in 2017. A number that meant
// another class in 2011 is taken as of 2017 with a warning when nothing tells.
func industryClass(text, edition string) (string, cell.Found) {
	text = strings.TrimSpace(text)
	letter, digits, name, ok := writtenClass(text)
	if c, found := industry.From2011(digits); ok && found && (edition == industry.Edition2011 || name != "" && industry.SameName(name, c.Name)) && edition != industry.Edition2017 {
		if code, f, done := crossed(c, name, edition); done {
			return code, f
		}
	}
	if edition == industry.Edition2011 && len(digits) > 2 && name == "" {
		if c, ok := industry.From2011(digits); !ok || !c.Same() {
			return "", cell.Found{Why: "INDUSTRY_2011_UNKNOWN", Near: nearOf2011(digits)}
		}
	}
	if c, ok := industry.Find(text); ok {
		if !strings.ContainsAny(text[:1], letters+"0123456789") {
			return c.Code, cell.Found{OK: true, Why: "INDUSTRY_NAME", Quiet: true}
		}
		return c.Code, maybe2011(digits, edition)
	}
	if !ok {
		return "", cell.Found{Near: nearClasses(text)}
	}
	return classByParts(letter, digits, name)
}

// crossed takes a class of 2011 over into the edition of 2017; not done when
// the number means the same in both.
func crossed(c industry.Crossing, name, edition string) (string, cell.Found, bool) {
	switch {
	case c.Same():
		return "", cell.Found{}, false
	case edition == "" && name != "" && len(c.To) == 1: // the name told the edition
		return c.To[0], cell.Found{OK: true, Why: "INDUSTRY_2011", Params: about(c)}, true
	case name != "" && !industry.SameName(name, c.Name):
		return "", cell.Found{}, false // the name counts
	case len(c.To) == 1:
		return c.To[0], cell.Found{OK: true, Why: "INDUSTRY_2011", Params: about(c)}, true
	}
	if t, ok := industry.Find(name); ok && name != "" && len(t.Code) == 5 {
		return "", cell.Found{}, false // the name is a class of 2017 too
	}
	return "", cell.Found{Why: "INDUSTRY_SPLIT", Near: choices(c), Params: about(c)}, true
}

// about are the facts of a sentence on a class of 2011.
func about(c industry.Crossing) map[string]string {
	to, _ := industry.Find(c.To[0])
	return map[string]string{"old": c.Code + " " + c.Name, "new": to.Code + " " + to.Name, "grade": c.Grade}
}

func choices(c industry.Crossing) []string {
	var list []string
	for _, code := range c.To {
		to, _ := industry.Find(code)
		list = append(list, to.Code+" "+to.Name)
	}
	return list
}

// maybe2011 warns of a number that stood for another class in 2011 when nothing
// tells which edition is meant.
func maybe2011(digits, edition string) cell.Found {
	c, ok := industry.From2011(digits)
	if !ok || edition == industry.Edition2017 {
		return cell.Found{OK: true, Exact: true}
	}
	for _, to := range c.To {
		if to == "C"+digits {
			return cell.Found{OK: true, Exact: true}
		}
	}
	now, _ := industry.Find(digits)
	return cell.Found{OK: true, Why: "INDUSTRY_TWO_EDITIONS", Params: map[string]string{"old": c.Name, "now": now.Name, "new": c.To[0]}}
}

// classByParts finds a class whose letter, number and name do not all agree.
func classByParts(letter, digits, name string) (string, cell.Found) {
	byCode, okCode := industry.Find(digits)
	if name != "" {
		if byName, ok := industry.Find(name); ok {
			if okCode && strings.HasPrefix(byName.Code, byCode.Code) {
				return byCode.Code, cell.Found{OK: true, Exact: true}
			}
			return byName.Code, cell.Found{OK: true, Why: "INDUSTRY_EDITION"}
		}
	}
	switch {
	case okCode && letter != "" && !strings.HasPrefix(byCode.Code, letter):
		return byCode.Code, cell.Found{OK: true, Why: "INDUSTRY_LETTER"}
	case okCode && name != "":
		return byCode.Code, cell.Found{OK: true, Why: "INDUSTRY_EDITION"}
	case okCode:
		return byCode.Code, cell.Found{OK: true, Exact: true}
	}
	if c, ok := industry.From2011(digits); ok { // only the edition of 2011 has the number
		if code, f, done := crossed(c, "", industry.Edition2011); done {
			return code, f
		}
	}
	if len(digits) == 4 && digits[3] == '0' {
		if c, ok := industry.Find(digits[:3]); ok {
			return c.Code, cell.Found{OK: true, Why: "INDUSTRY_EDITION"}
		}
	}
	return "", cell.Found{Near: nearClasses(name)}
}

// nearOf2011 are classes of the same group, for a code of 2011 that is not known.
func nearOf2011(digits string) []string {
	if len(digits) < 3 {
		return nil
	}
	return nearClasses(digits[:3])
}

func nearClasses(text string) []string {
	var near []string
	r := []rune(text)
	for n := len(r); n >= 2 && len(near) == 0; n-- {
		for _, c := range industry.Search(string(r[:n]), 3) {
			near = append(near, c.Code+" "+c.Name)
		}
	}
	return near
}
