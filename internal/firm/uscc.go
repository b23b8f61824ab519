// Package firm knows how enterprises are identified: the unified social credit
// code (GB 32100-2015), the organisation code inside it (GB 11714-1997), the
// registration numbers of before 2015, and what a name tells of its bearer.
//
// A unified social credit code (USCC) has eighteen characters: the registering
// department (1), the kind of body (1), the division of registration (6), the
// organisation code (9, the last its own check) and a check character (1). The
// letters I, O, S, V and Z are not used.
package firm

import "strings"

// usccAlphabet gives each character its value; GB 32100-2015, table 3.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccWeights are 3^(i) mod 31 for the first seventeen places.
var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// orgWeights weigh the first eight places of an organisation code.
var orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}

// Verdict says what a written code is.
type Verdict string

// What stands where a USCC is expected.
const (
	Valid        Verdict = ""             // a USCC, both checks pass
	WrongLength  Verdict = "length"       // neither eighteen, fifteen nor nine characters
	WrongLetter  Verdict = "letter"       // I, O, S, V, Z or a sign that is no letter or digit
	WrongCheck   Verdict = "check"        // the check character does not fit
	WrongOrg     Verdict = "organisation" // outer check passes, that of the organisation code does not
	Registration Verdict = "registration" // a fifteen-digit registration number of before 2015
	OrgCode      Verdict = "org_code"     // a nine-character organisation code that passes its check
	PersonalID   Verdict = "personal_id"  // an identity card number: must not be shown or kept
	Mobile       Verdict = "mobile"       // a mobile number: must not be shown or kept
)

// Judge tells what code is. It expects upper-case ASCII without blanks.
func Judge(code string) Verdict {
	switch {
	case isMobile(code):
		return Mobile
	case len(code) == 15 && digits(code):
		if registrationCheck(code) || !oldPersonalID(code) {
			return Registration
		}
		return PersonalID
	case len(code) == 9 && orgCheck(code):
		return OrgCode
	case len(code) != 18:
		return WrongLength
	}
	check, ok := CheckCharacter(code[:17])
	if ok && check == code[17] && strings.Trim(code, "0") != "" {
		if !orgCheck(code[8:17]) {
			return WrongOrg
		}
		return Valid
	}
	if personalID(code) {
		return PersonalID
	}
	if !ok || strings.IndexByte(usccAlphabet, code[17]) < 0 {
		return WrongLetter
	}
	return WrongCheck
}

// CheckCharacter returns the eighteenth character that belongs to the first
// seventeen, and false when one of them is not in the alphabet.
func CheckCharacter(body string) (byte, bool) {
	if len(body) != 17 {
		return 0, false
	}
	sum := 0
	for i := range 17 {
		v := strings.IndexByte(usccAlphabet, body[i])
		if v < 0 {
			return 0, false
		}
		sum += v * usccWeights[i]
	}
	return usccAlphabet[(31-sum%31)%31], true
}

// OrgCheckCharacter returns the ninth character of an organisation code from
// its first eight (GB 11714-1997: weights 3 7 9 10 5 8 4 2, modulo 11, X for ten).
func OrgCheckCharacter(body string) (byte, bool) {
	if len(body) != 8 {
		return 0, false
	}
	sum := 0
	for i := range 8 {
		c := body[i]
		switch {
		case c >= '0' && c <= '9':
			sum += int(c-'0') * orgWeights[i]
		case c >= 'A' && c <= 'Z':
			sum += int(c-'A'+10) * orgWeights[i]
		default:
			return 0, false
		}
	}
	switch r := 11 - sum%11; r {
	case 10:
		return 'X', true
	case 11:
		return '0', true
	default:
		return byte('0' + r), true
	}
}

// MakeUSCC completes a code from the two leading characters, a division and
// the first eight characters of an organisation code. It is for demonstration
// data and tests; the division is not looked up. It returns "" when a
// character is not allowed.
func MakeUSCC(kind, division, org string) string {
	last, ok := OrgCheckCharacter(org)
	if !ok {
		return ""
	}
	body := kind + division + org + string(last)
	check, ok := CheckCharacter(body)
	if !ok {
		return ""
	}
	return body + string(check)
}

// Region returns the division that the code was registered in, "" when the
// code is too short.
func Region(code string) string {
	if len(code) != 18 {
		return ""
	}
	return code[2:8]
}

// Individual tells whether the code belongs to an individual business (92…).
func Individual(code string) bool { return strings.HasPrefix(code, "92") }

// BranchName tells whether a name is that of a branch and not of a legal person.
func BranchName(name string) bool {
	name = strings.TrimRight(name, "）)")
	for _, tail := range []string{"分公司", "分厂", "分店", "分行", "支行", "办事处", "营业部", "项目部"} {
		if strings.HasSuffix(name, tail) {
			return true
		}
	}
	return false
}

func orgCheck(code string) bool {
	c, ok := OrgCheckCharacter(code[:8])
	return ok && c == code[8]
}

// registrationCheck is ISO 7064 MOD 11,10 over the fifteen digits.
func registrationCheck(code string) bool {
	p := 10
	for i := range 14 {
		s := (p + int(code[i]-'0')) % 10
		if s == 0 {
			s = 10
		}
		p = s * 2 % 11
	}
	return (p+int(code[14]-'0'))%10 == 1
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
