package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lianzhang/internal/fact"
)

// clean tidies a text as its field allows and notes what it did. Invisible
// characters, odd blanks and Kangxi radicals go everywhere; full-width letters
// become half-width only in codes and figures, since a name keeps its brackets.
// It returns false when the text cannot be taken.
func (r *Result) clean(f *fact.Field, text string) (string, bool) {
	if simple(text) {
		return strings.TrimSpace(text), true
	}
	if bad := brokenText(text); bad != "" {
		r.add(note(Wrong, bad))
		return "", false
	}
	if strings.Contains(text, "EICAR-STANDARD-ANTIVIRUS-TEST-FILE") {
		r.add(note(Warned, "TEXT_VIRUS"))
	}
	out := strings.TrimFunc(strings.Map(invisible, text), unicode.IsSpace)
	if out != strings.TrimSpace(text) {
		if strings.ContainsFunc(text, bidi) && f.Type == fact.Name {
			r.add(note(Warned, "NAME_CONFUSABLE", "text", short(out)))
		}
		r.add(note(Normalised, "TEXT_BLANKS"))
	}
	if folded := foldRadicals(out); folded != out {
		r.add(note(Normalised, "TEXT_RADICAL", "text", short(folded)))
		out = folded
	}
	if codeLike(f.Type) {
		if half := norm.NFKC.String(out); half != out {
			r.add(note(Normalised, "TEXT_WIDTH", "text", short(half)))
			out = half
		}
	}
	return out, true
}

// simple tells whether a text holds nothing that needs tidying, so that
// ordinary cells cost one pass.
func simple(s string) bool {
	for _, c := range s {
		switch {
		case c >= 0x20 && c < 0x7F, c == '\n', c == '\r', c == '\t':
		case c >= 0x4E00 && c <= 0x9FFF:
			if c == '锟' || c == '烫' || c == '屯' {
				return false
			}
		case c == '（' || c == '）' || c == '、' || c == '，' || c == '。' || c == '；' || c == '：' || c == '·':
			return false // a figure may need its narrow form
		default:
			return false
		}
	}
	return len(s) < 50 || !strings.Contains(s, "EICAR-")
}

// brokenText returns the code of what makes a text unusable.
func brokenText(s string) string {
	if !utf8.ValidString(s) || strings.ContainsRune(s, utf8.RuneError) {
		return "TEXT_ENCODING"
	}
	if Mojibake(s) {
		return "TEXT_MOJIBAKE"
	}
	for _, c := range s {
		if unicode.IsControl(c) && c != '\t' && c != '\n' && c != '\r' {
			return "TEXT_CTRL"
		}
	}
	return ""
}

// Mojibake tells whether a text is the usual ruin of a wrong conversion.
func Mojibake(s string) bool {
	for _, ruin := range []string{"锟斤拷", "锟斤", "烫烫烫", "屯屯屯", "ï»¿", "â€", "Ã¤", "Ã¥", "Ã¦", "Ã§", "Ã¨", "Ã©", "ä¸", "å…¬", "æœ‰"} {
		if strings.Contains(s, ruin) {
			return true
		}
	}
	return false
}

// invisible drops what cannot be seen and makes every blank an ordinary one.
func invisible(c rune) rune {
	switch {
	case c == 0x00AD, c == 0xFEFF, c >= 0x200B && c <= 0x200F, c == 0x2060, bidi(c):
		return -1
	case c == 0x00A0, c == 0x3000, c == 0x2002, c == 0x2003, c == 0x2009, c == 0x202F:
		return ' '
	}
	return c
}

func bidi(c rune) bool {
	return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069
}

// foldRadicals replaces Kangxi and supplementary radicals by the characters
// they look like; nothing else changes.
func foldRadicals(s string) string {
	if !strings.ContainsFunc(s, radical) {
		return s
	}
	return strings.Map(func(c rune) rune {
		if !radical(c) {
			return c
		}
		if to, ok := supplement[c]; ok {
			return to
		}
		to, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(c)))
		return to
	}, s)
}

func radical(c rune) bool { return c >= 0x2E80 && c <= 0x2FD5 }

// supplement are radicals that Unicode gives no compatibility form for.
var supplement = map[rune]rune{'⻄': '西', '⻅': '见', '⻆': '角', '⻉': '贝', '⻋': '车', '⻓': '长', '⻔': '门', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻢': '马', '⻥': '鱼', '⻦': '鸟', '⻨': '麦', '⻩': '黄', '⻬': '齐', '⻮': '齿', '⻰': '龙'}

// codeLike tells whether a field holds codes or figures, of which only the
// meaning counts and not the width.
func codeLike(t fact.Type) bool {
	switch t {
	case fact.Name, fact.Text, fact.LongText, fact.List, fact.Firm, fact.Node:
		return false
	}
	return true
}

// placeholder tells whether a text stands for nothing.
func placeholder(f *fact.Field, text string) bool {
	if f.Type == fact.Bool || f.Type == fact.Enum && matchOption(f, text) != "" {
		return false
	}
	switch strings.ToUpper(strings.Trim(text, " ()（）")) {
	case "", "无", "-", "--", "—", "——", "－", "/", "\\", "#N/A", "N/A", "NA", "NULL", "NONE", "NIL", "NAN", "暂无", "未知", "不详", "待定", "待补", "测试", "TEST", "XXX", "?", "？", "*", "空":
		return true
	case "0":
		switch f.Type {
		case fact.Name, fact.Text, fact.LongText, fact.USCC, fact.Firm, fact.Division, fact.Industry, fact.Chain, fact.Node, fact.Phone, fact.Date, fact.Year:
			return true
		}
	}
	return false
}
