package firm

import (
	"strings"
	"time"
)

// personWeights weigh the first seventeen digits of an identity number (GB 11643-1999).
var personWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// personalID tells whether the eighteen characters are an identity card number
// with a real birth date and its own check.
func personalID(code string) bool {
	if !digits(code[:17]) || code[17] != 'X' && !digits(code[17:]) || !homeProvince(code) {
		return false
	}
	born, err := time.Parse("20060102", code[6:14])
	if err != nil || born.Year() < 1900 {
		return false
	}
	sum := 0
	for i := range 17 {
		sum += int(code[i]-'0') * personWeights[i]
	}
	return "10X98765432"[sum%11] == code[17]
}

// oldPersonalID tells whether fifteen digits look like an identity number of
// before 1999, which has no check: a province and a birth date.
func oldPersonalID(code string) bool {
	_, err := time.Parse("060102", code[6:12])
	return err == nil && homeProvince(code)
}

// homeProvince tells whether the first two digits are those of a province.
func homeProvince(code string) bool {
	return strings.Contains(" 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 ", " "+code[:2]+" ")
}

func isMobile(code string) bool {
	return len(code) == 11 && digits(code) && code[0] == '1' && code[1] >= '3'
}

// Mask hides all but the first two and last two characters of a personal
// number, so that a report can point at it without repeating it.
func Mask(s string) string {
	r := []rune(s)
	if len(r) <= 4 {
		return strings.Repeat("*", len(r))
	}
	return string(r[:2]) + strings.Repeat("*", len(r)-4) + string(r[len(r)-2:])
}

// Personal tells whether text holds nothing but an identity card number or a
// mobile number.
func Personal(text string) bool {
	v := Verdict(Valid)
	t := strings.ToUpper(strings.TrimSpace(text))
	if len(t) == 18 || len(t) == 15 || len(t) == 11 {
		v = Judge(t)
	}
	return v == PersonalID || v == Mobile
}
