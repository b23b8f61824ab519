package pairing

import "unicode"

// Terms splits a text into what can be looked for: of a run of Chinese characters
// every two that stand together, or the one when it stands alone, and of other
// scripts the words, in small letters. Full-width letters and digits count as
// ordinary ones; everything else separates.
func Terms(text string) []string {
	var terms []string
	var run []rune
	han := false
	end := func() {
		switch {
		case len(run) == 0:
		case !han || len(run) == 1:
			terms = append(terms, string(run))
		default:
			for i := range len(run) - 1 {
				terms = append(terms, string(run[i:i+2]))
			}
		}
		run = run[:0]
	}
	for _, r := range text {
		if r >= '！' && r <= '～' {
			r -= '！' - '!'
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
			end()
			continue
		}
		if now := unicode.Is(unicode.Han, r); now != han {
			end()
			han = now
		}
		run = append(run, unicode.ToLower(r))
	}
	end()
	return terms
}
