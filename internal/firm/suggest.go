package firm

// looksLike are letters that a USCC never has and the sign that was meant.
var looksLike = map[byte]byte{'O': '0', 'I': '1', 'S': '5', 'Z': '2', 'V': 'U'}

// Suggest returns the one code that a usual slip would have turned into the
// given one: a letter outside the alphabet for the digit it resembles, or two
// neighbours swapped. It returns "" when there is none or more than one; a
// code is never guessed from a number that a spreadsheet rounded.
func Suggest(code string) string {
	if len(code) != 18 {
		return ""
	}
	b := []byte(code)
	slip := false
	for i, c := range b {
		if to, ok := looksLike[c]; ok {
			b[i], slip = to, true
		}
	}
	if slip {
		if Judge(string(b)) == Valid {
			return string(b)
		}
		return ""
	}
	found := ""
	try := func(c []byte) bool {
		s := string(c)
		if s != code && s != found && Judge(s) == Valid {
			if found != "" {
				return false
			}
			found = s
		}
		return true
	}
	for i := 0; i+1 < len(b); i++ {
		b[i], b[i+1] = b[i+1], b[i]
		if !try(b) {
			return ""
		}
		b[i], b[i+1] = b[i+1], b[i]
	}
	return found
}
