// Package pinyin reads Chinese names aloud so that they can be found by typing
// letters: "浙江长兴" is "zhe jiang chang xing", its initials are "zjcx".
//
// A character with several readings takes the first of the dictionary unless a
// word of [readings] decides: 长 is chang in 长兴 and zhang in 长子县.
package pinyin

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	dict "github.com/mozillazg/go-pinyin"
)

// Syllables returns one syllable, without tone, for each Chinese character of
// text; a Latin letter or digit stands for itself in lower case and everything
// else is left out.
func Syllables(text string) []string {
	runes := []rune(text)
	out := make([]string, 0, len(runes))
	for i := 0; i < len(runes); {
		if word := readingAt(runes[i:]); word != nil {
			out = append(out, word...)
			i += len(word)
			continue
		}
		if i == 0 {
			if s, ok := surnames[runes[0]]; ok {
				out = append(out, s)
				i++
				continue
			}
		}
		if s := syllable(runes[i]); s != "" {
			out = append(out, s)
		}
		i++
	}
	return out
}

// Full returns the syllables with a space between them.
func Full(text string) string { return strings.Join(Syllables(text), " ") }

// Initials returns the first letter of each syllable.
func Initials(text string) string {
	var b strings.Builder
	for _, s := range Syllables(text) {
		b.WriteByte(s[0])
	}
	return b.String()
}

// Both returns [Full] and [Initials] of text, reading it once.
func Both(text string) (full, initials string) {
	syllables := Syllables(text)
	letters := make([]byte, len(syllables))
	for i, s := range syllables {
		letters[i] = s[0]
	}
	return strings.Join(syllables, " "), string(letters)
}

// readingAt returns the syllables of the longest word of [readings] at the
// start of text, or nil.
func readingAt(text []rune) []string {
	for _, w := range readings()[text[0]] {
		if len(w.runes) <= len(text) && slices.Equal(text[:len(w.runes)], w.runes) {
			return w.syllables
		}
	}
	return nil
}

func syllable(r rune) string {
	if r < 0x80 {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToLower(r))
		}
		return ""
	}
	if r >= firstCommon && r <= lastCommon {
		return common()[r-firstCommon]
	}
	return first(r)
}

// first is the dictionary's first reading of a character, without tone, or "".
func first(r rune) string {
	marked, _, _ := strings.Cut(dict.PinyinDict[int(r)], ",")
	return plain(marked)
}

// The block of characters that nearly all names are written with.
const firstCommon, lastCommon = 0x4E00, 0x9FFF

// common holds the readings of that block, since a large import asks for
// millions of them.
var common = sync.OnceValue(func() *[lastCommon - firstCommon + 1]string {
	var all [lastCommon - firstCommon + 1]string
	for i := range all {
		all[i] = first(rune(firstCommon + i))
	}
	return &all
})

// plain takes the tone marks off; ü is written v, as it is typed.
func plain(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x80:
			b.WriteRune(r)
		default:
			b.WriteString(toneless[r])
		}
	}
	return b.String()
}

var toneless = func() map[rune]string {
	m := map[rune]string{}
	for letter, marked := range map[string]string{
		"a": "āáǎà", "e": "ēéěèê", "i": "īíǐì", "o": "ōóǒò", "u": "ūúǔù", "v": "üǖǘǚǜ", "n": "ńňǹ", "m": "ḿ",
	} {
		for _, r := range marked {
			m[r] = letter
		}
	}
	return m
}()
