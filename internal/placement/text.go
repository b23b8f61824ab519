package placement

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A phrase is one thing that a text names: "锂电池隔膜" of "锂电池隔膜、电解液".
type phrase struct {
	text  []rune
	field field
	verb  verb
	inner bool // stands in brackets after another phrase
}

// field is where a phrase stands; the number is its weight in thousandths.
type field int

const (
	inName     field = 250 // words of a name count weakly and never alone
	inScope    field = 700
	inProducts field = 1000
)

// verb is what the text says the firm does with the thing.
type verb int

const (
	says verb = iota
	makes
	trades
)

// boilerplate stands in nearly every business scope and says nothing of the firm.
var boilerplate = []string{
	"技术服务", "技术开发", "技术咨询", "技术交流", "技术转让", "技术推广", "货物进出口", "技术进出口", "进出口代理", "自有资金",
	"自有房", "房地产租赁", "物业", "依法须经批准", "经营活动", "营业执照", "批准文件", "国家禁止", "法律法规", "会议", "展览",
	"国内贸易", "道路货物运输", "装卸搬运", "企业管理", "信息咨询", "商务信息", "广告", "劳务", "市场营销", "投资", "普通货运",
	"储能技术服务", "新兴能源技术研发", "新材料技术研发", "合同能源", "数据处理", "汽车零部件及配件", "汽车零部件研发", "汽车零配件", "物流运输", "信息系统集成", "工程和技术研究",
}

// fold brings letters of all widths and cases to one form and drops blanks that
// do not separate two Latin words.
func fold(s string) []rune {
	in := []rune(strings.ToLower(norm.NFKC.String(s)))
	out := make([]rune, 0, len(in))
	for i, r := range in {
		if unicode.IsSpace(r) && r != '\n' {
			if i == 0 || i+1 >= len(in) || len(out) == 0 || !latin(out[len(out)-1]) || !latin(in[i+1]) {
				continue
			}
			r = ' '
		}
		out = append(out, r)
	}
	return out
}

func latin(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// phrases cuts a text at the marks that separate things. What stands in
// brackets follows as a phrase of its own, unless it is a legal reserve.
func phrases(s string, f field) []phrase {
	var out []phrase
	var plain, inside []rune
	var notes [][]rune
	depth := 0
	keep := func(text []rune, inner bool) {
		if len(text) > 0 && !(f == inScope && empty(string(text))) {
			out = append(out, phrase{text: append([]rune(nil), text...), field: f, verb: verbOf(string(text), f), inner: inner})
		}
	}
	endNote := func() {
		if len(inside) > 0 && !reserve(string(inside)) {
			notes = append(notes, append([]rune(nil), inside...))
		}
		inside = inside[:0]
	}
	endPhrase := func() {
		endNote()
		keep(plain, false)
		for _, n := range notes {
			keep(n, len(plain) > 0)
		}
		plain, notes, depth = plain[:0], notes[:0], 0
	}
	for _, r := range fold(s) {
		mark := strings.ContainsRune("、,;。\n|·:", r)
		switch {
		case strings.ContainsRune("([【", r):
			depth++
		case strings.ContainsRune(")]】", r):
			depth = max(depth-1, 0)
			endNote()
		case mark && depth > 0:
			endNote()
		case mark:
			endPhrase()
		case depth > 0:
			inside = append(inside, r)
		default:
			plain = append(plain, r)
		}
	}
	endPhrase()
	return out
}

// empty tells whether a phrase of a business scope says nothing of the firm.
func empty(s string) bool {
	for _, b := range boilerplate {
		if strings.Contains(s, b) {
			return true
		}
	}
	return s == "一般项目" || s == "许可项目" || s == "一般经营项目" || s == "许可经营项目"
}

// reserve tells whether a bracket only limits what may be done.
func reserve(s string) bool {
	for _, p := range []string{"不含", "除", "依法", "凭", "需", "涉及", "以", "凡", "限", "国家", "仅限", "具体"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// verbOf reads what is done with the thing of a phrase.
func verbOf(s string, f field) verb {
	if f == inProducts {
		return says
	}
	for _, v := range []string{"制造", "生产", "研发", "加工", "设计", "开发", "研制", "组装", "研究", "开采", "采选", "冶炼"} {
		if strings.Contains(s, v) {
			return makes
		}
	}
	for _, v := range []string{"销售", "批发", "零售", "贸易", "代理", "经销"} {
		if strings.Contains(s, v) {
			return trades
		}
	}
	return says
}
