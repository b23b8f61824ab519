package cell

import (
	"strings"

	"lianzhang/internal/fact"
	"lianzhang/internal/firm"
)

// uscc reads a unified social credit code. Case, blanks and hyphens do not
// count. A personal number is an error and is never repeated in clear.
func (r *Result) uscc(text string) {
	s := strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "\t", "", "\n", "", "\r", "").Replace(text))
	if s != text {
		r.add(note(Normalised, "USCC_FORM", "text", maskUnless(s)))
	}
	if sciShape(s) || len(s) == 18 && strings.HasSuffix(s, "000") && isDigits(s) {
		r.add(note(Wrong, "USCC_SCI", "text", maskUnless(s)))
		return
	}
	switch firm.Judge(s) {
	case firm.Valid:
		r.Value = s
	case firm.WrongOrg:
		r.add(note(Warned, "USCC_ORG", "text", s))
		r.Value = s
	case firm.WrongCheck:
		r.add(note(Wrong, "USCC_CHECK", "text", maskUnless(s)).suggest(firm.Suggest(s)))
	case firm.WrongLetter:
		r.add(note(Wrong, "USCC_CHECK", "text", maskUnless(s)).suggest(firm.Suggest(s)))
	case firm.Registration:
		r.add(note(Warned, "USCC_LEGACY", "text", s, "kind", "15 位注册号"))
	case firm.OrgCode:
		r.add(note(Warned, "USCC_LEGACY", "text", s, "kind", "9 位组织机构代码"))
	case firm.PersonalID, firm.Mobile:
		r.add(note(Wrong, "USCC_PERSONAL", "text", firm.Mask(s)))
	default:
		r.add(note(Wrong, "USCC_LENGTH", "text", short(s)))
	}
}

// maskUnless hides a long run of digits that may be a person's.
func maskUnless(s string) string {
	if firm.Personal(s) {
		return firm.Mask(s)
	}
	return short(s)
}

// sciShape tells whether a spreadsheet wrote the code as a number.
func sciShape(s string) bool {
	return strings.Contains(s, "E+") && strings.Contains(s, ".") && len(s) < 24
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// refer reads a reference to a place, an industry, a firm or a chain.
func (p *Parser) refer(r *Result, f *fact.Field, text string) {
	var code string
	var found Found
	unknown := ""
	switch f.Type {
	case fact.Division:
		code, found = p.Look.Division(text, p.AsOf)
		unknown = "DIVISION_UNKNOWN"
	case fact.Industry:
		code, found = p.Look.Industry(text)
		unknown = "INDUSTRY_UNKNOWN"
	case fact.Chain:
		code, found = p.Look.Chain(text)
		unknown = "CHAIN_UNKNOWN"
	case fact.Firm:
		if firm.Personal(text) {
			r.add(note(Wrong, "USCC_PERSONAL", "text", firm.Mask(text)))
			return
		}
		code, found = p.Look.Firm(text)
		unknown = "FIRM_NOT_FOUND"
		if !found.OK {
			r.Pending = text
		}
	}
	r.found(found, code, unknown, text)
}

// found notes how a reference was resolved.
func (r *Result) found(f Found, code, unknown, text string) {
	if !f.OK {
		why := unknown
		if f.Why != "" {
			why = f.Why
		}
		n := note(Wrong, why, "text", short(text), "near", strings.Join(f.Near, "、"))
		for k, v := range f.Params {
			n.Params[k] = v
		}
		if len(f.Near) > 0 {
			n = n.suggest(f.Near[0])
		}
		r.add(n)
		return
	}
	if f.Why != "" {
		sev := Warned
		if f.Quiet {
			sev = Normalised
		}
		n := note(sev, f.Why, "text", short(text), "code", code)
		for k, v := range f.Params {
			n.Params[k] = v
		}
		r.add(n)
	}
	r.Value = code
}
