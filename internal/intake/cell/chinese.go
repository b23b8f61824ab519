package cell

import (
	"strconv"
	"strings"
)

var chineseDigits = map[rune]int64{'零': 0, '〇': 0, '一': 1, '壹': 1, '二': 2, '贰': 2, '两': 2, '三': 3, '叁': 3, '四': 4, '肆': 4, '五': 5, '伍': 5, '六': 6, '陆': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9}

var chineseTens = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// chineseNumber reads a number in characters, "壹佰万" as 1000000. It serves
// suggestions only: amounts in words are never taken unseen.
func chineseNumber(s string) (string, bool) {
	s = strings.TrimRight(s, "元圆整 ")
	var total, section, digit int64
	for _, c := range s {
		switch {
		case chineseTens[c] > 0:
			section += max(digit, 1) * chineseTens[c]
			digit = 0
		case c == '万' || c == '亿':
			unit := int64(10_000)
			if c == '亿' {
				unit = 100_000_000
			}
			total = (total + section + digit) * unit
			section, digit = 0, 0
		default:
			v, ok := chineseDigits[c]
			if !ok {
				return "", false
			}
			digit = v
		}
		if total > maxFen/100 {
			return "", false
		}
	}
	return strconv.FormatInt(total+section+digit, 10), s != ""
}
