package demo

import (
	"math/rand/v2"
	"sort"
	"strings"

	"lianzhang/internal/region"
)

// Invented brands are two syllables; the words say what the firm makes.
var (
	brandFirst   = []rune("云瑞恒晟博泰盛嘉锦宏凯鼎诺启安华创卓越海润禾星辰远航天正方")
	brandSecond  = []rune("衡川岳图耀灿腾驰朗曜源峰杰铭睿森宁拓磐翼澜霖腾屹琅煜珩骏垣")
	tradeWords   = []string{"科技", "材料科技", "电子", "机械", "精密制造", "新能源", "装备", "电气", "智能技术", "新材料", "自动化", "动力"}
	outsideWords = []string{"纺织", "食品", "建材", "家具", "包装", "印务", "水产", "农业开发", "物流", "商贸", "服饰", "五金", "塑业", "园林", "酒业"}
	legalForms   = []string{"有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司"}
)

func brand(rng *rand.Rand) string {
	return string([]rune{brandFirst[rng.IntN(len(brandFirst))], brandSecond[rng.IntN(len(brandSecond))]})
}

// pick draws up to n different words in a fixed order.
func pick(rng *rand.Rand, words []string, n int) []string {
	if len(words) == 0 {
		return nil
	}
	order := rng.Perm(len(words))[:min(n, len(words))]
	sort.Ints(order)
	out := make([]string, len(order))
	for i, k := range order {
		out[i] = words[k]
	}
	return out
}

// creditAlphabet is that of GB 32100: no I, O, S, V, Z.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// base31 writes n with that many characters of the credit code's alphabet.
func base31(n, width int) string {
	out := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		out[i] = creditAlphabet[n%31]
		n /= 31
	}
	return string(out)
}

// weighted draws indices in proportion to weights.
type weighted struct{ sums []int }

func newWeighted(places []Place) *weighted {
	w := &weighted{sums: make([]int, len(places))}
	total := 0
	for i, p := range places {
		total += max(p.Weight, 1)
		w.sums[i] = total
	}
	return w
}

// newWeightedIn draws only places inside one; nil when there are none.
func newWeightedIn(places []Place, home string) *weighted {
	w, total, any := &weighted{sums: make([]int, len(places))}, 0, false
	for i, p := range places {
		if region.Code(home).Contains(region.Code(p.Code)) {
			total += max(p.Weight, 1)
			any = true
		}
		w.sums[i] = total
	}
	if !any {
		return nil
	}
	return w
}

func (w *weighted) draw(rng *rand.Rand) int {
	n := rng.IntN(w.sums[len(w.sums)-1])
	return sort.SearchInts(w.sums, n+1)
}

// joined lists products as an enterprise sheet would.
func joined(words []string) string { return strings.Join(words, "、") }
