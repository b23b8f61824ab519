package fact

import (
	"math"
	"strings"

	"lianzhang/internal/region"
)

// Thresholds of [Likeness]. From Candidate up a person is asked whether two
// firms are one; from Likely up the pair is shown first. Nothing is merged by
// likeness alone: only an exact key is.
const (
	Candidate = 0.5
	Likely    = 0.8
)

// Reason says what speaks for two firms being one, or against it.
type Reason string

// The reasons.
const (
	SameCore   Reason = "core"      // the same name but for place and legal form
	NearName   Reason = "near"      // nearly the same name
	SameFormer Reason = "former"    // a former name of the one is the name of the other
	SameOrg    Reason = "org"       // the same organisation code inside the USCC
	SamePlace  Reason = "place"     // the same county
	OtherCode  Reason = "othercode" // both USCC are known and differ
)

// Likeness says how likely two firms are one, from 0 to 1, and why:
//
//	0.7 × likeness of names + place (same county 0.15, city 0.10, province 0.05)
//	+ 0.5 for the same organisation code, − 0.4 for USCCs that differ otherwise.
//
// The likeness of names is Dice's coefficient of the two-character pieces of
// the [Core] names, or 1 when a former name of the one is the name of the other.
// Source of the coefficient: L. R. Dice, Ecology 26 (1945) 297–302.
func Likeness(a, b map[string]any) (float64, []Reason) {
	name, reasons := likeNames(a, b)
	score := 0.7 * name
	pa, pb := code(a), code(b)
	switch {
	case pa == "" || pb == "":
	case pa == pb:
		score += 0.15
		reasons = append(reasons, SamePlace)
	case len(pa) >= 4 && len(pb) >= 4 && pa[:4] == pb[:4]:
		score += 0.1
	case pa[:2] == pb[:2]:
		score += 0.05
	}
	ua, _ := a["uscc"].(string)
	ub, _ := b["uscc"].(string)
	if org := OrgCode(ua); org != "" && org == OrgCode(ub) {
		score += 0.5
		reasons = append(reasons, SameOrg)
	} else if ua != "" && ub != "" {
		score -= 0.4
		reasons = append(reasons, OtherCode)
	}
	return math.Max(0, math.Min(1, math.Round(score*1000)/1000)), reasons
}

func likeNames(a, b map[string]any) (float64, []Reason) {
	na, nb := text(a, "name"), text(b, "name")
	for _, pair := range [][2]string{{text(a, "former_names"), nb}, {text(b, "former_names"), na}} {
		for _, former := range FormerNames(pair[0]) {
			if Key(former) == Key(pair[1]) {
				return 1, []Reason{SameFormer}
			}
		}
	}
	ca, cb := Core(na, code(a)), Core(nb, code(b))
	like := dice(ca, cb)
	switch {
	case ca == cb && ca != "":
		return 1, []Reason{SameCore}
	case like >= 0.5:
		return like, []Reason{NearName}
	}
	return like, nil
}

// legal are the legal forms and other words that many names end in.
var legal = []string{"股份有限公司", "有限责任公司", "有限公司", "集团公司", "总公司", "公司", "集团", "总厂", "厂"}

// Core is a firm's name without the place at its head, the legal form at its
// end and brackets: what people call it. The region is the firm's place.
func Core(name, place string) string {
	core := strings.NewReplacer("(", "", ")", "", "·", "").Replace(Key(name))
	for cut := true; cut; {
		cut = false
		for _, tail := range legal {
			if rest, ok := strings.CutSuffix(core, tail); ok && len([]rune(rest)) >= 2 {
				core, cut = rest, true
				break
			}
		}
	}
	return region.TrimName(core, region.Code(place))
}

// OrgCode is the nine characters of the organisation code inside a USCC, or
// empty when there is none.
func OrgCode(uscc string) string {
	if len(uscc) != 18 {
		return ""
	}
	return uscc[8:17]
}

// FormerNames parts the list of former names.
func FormerNames(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune("、；;，,", r) })
}

// dice is twice the number of shared two-character pieces over the number of
// all, pieces counted as often as they occur.
func dice(a, b string) float64 {
	ra, rb := []rune(a), []rune(b)
	if len(ra) < 2 || len(rb) < 2 {
		return 0
	}
	count := map[[2]rune]int{}
	for i := 0; i+1 < len(ra); i++ {
		count[[2]rune{ra[i], ra[i+1]}]++
	}
	shared := 0
	for i := 0; i+1 < len(rb); i++ {
		if piece := [2]rune{rb[i], rb[i+1]}; count[piece] > 0 {
			count[piece]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(ra)+len(rb)-2)
}

func text(values map[string]any, field string) string {
	s, _ := values[field].(string)
	return s
}

func code(values map[string]any) string { return text(values, "region") }
