package fact

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key returns the form in which names are compared: compatibility forms
// unified (full-width letters, Kangxi radicals), every kind of bracket made
// round, spaces and invisible characters dropped, lower case. The legal suffix
// is kept: 有限公司 and 股份有限公司 are two names. Rare characters stay as they are.
func Key(name string) string {
	if key, ok := plainKey(name); ok {
		return key
	}
	for { // dropping a space can bring a letter and its accent together; it ends because each round shortens
		key := strings.Map(keyRune, norm.NFKC.String(name))
		if key == name || norm.NFKC.IsNormalString(key) {
			return key
		}
		name = key
	}
}

// plainKey is [Key] for names of Chinese characters, ASCII and round brackets,
// which have no other compatibility form: nearly all of them. It returns false
// for any other.
func plainKey(name string) (string, bool) {
	same := true
	for _, r := range name {
		switch {
		case r >= 0x4E00 && r <= 0x9FFF, r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '(' || r == ')':
		case r < 0x80, r == '（', r == '）':
			same = false
		default:
			return "", false
		}
	}
	if same {
		return name, true
	}
	return strings.Map(keyRune, name), true
}

func keyRune(r rune) rune {
	switch r {
	case '[', '{', '<', '【', '〔', '〈', '《', '「', '『', '［', '（':
		return '('
	case ']', '}', '>', '】', '〕', '〉', '》', '」', '』', '］', '）':
		return ')'
	case '・', '•', '‧', '.':
		return '·'
	}
	if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
		return -1
	}
	return unicode.ToLower(r)
}
