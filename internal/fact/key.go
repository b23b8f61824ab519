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
	for { // dropping a space can bring a letter and its accent together; it ends because each round shortens
		key := strings.Map(keyRune, norm.NFKC.String(name))
		if key == name || norm.NFKC.IsNormalString(key) {
			return key
		}
		name = key
	}
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
