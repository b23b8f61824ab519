package intake

import (
	"regexp"
	"strings"

	"lianzhang/internal/intake/cell"
	"lianzhang/internal/region"
)

var (
	placeCode = regexp.MustCompile(`^([1-9][0-9]{5})([0-9]{6})?$`)
	parkCode  = regexp.MustCompile(`^([1-9][0-9]{5})-[A-Z0-9]{1,12}$`)
	codeName  = regexp.MustCompile(`^([1-9][0-9]{5})[\s:：,，_\-]*(\D.*)$`)
	nameCode  = regexp.MustCompile(`^(\D+?)[\s(（:：]*([1-9][0-9]{5})[)）]?$`)
)

// variants are traditional and variant characters that stand in names of
// places.
var variants = strings.NewReplacer("內", "内", "雲", "云", "廣", "广", "東", "东", "蘇", "苏", "遼", "辽", "龍", "龙", "寧", "宁", "陝", "陕",
	"貴", "贵", "臺", "台", "灣", "湾", "區", "区", "縣", "县", "門", "门", "島", "岛", "漢", "汉", "濟", "济", "慶", "庆", "鄭", "郑", "長", "长",
	"興", "兴", "連", "连", "陽", "阳", "無", "无", "錫", "锡", "溫", "温", "紹", "绍", "麗", "丽", "衛", "卫", "贛", "赣", "瓊", "琼", "滬", "沪")

// division finds a place by code, name or both, as of a day. A code that was
// abolished by then leads to its successor, and says so.
func division(text, day string, parks map[string]string) (string, cell.Found) {
	text = variants.Replace(strings.TrimSpace(text))
	if code, ok := parks[text]; ok {
		return code, cell.Found{OK: true, Exact: true}
	}
	if m := parkCode.FindStringSubmatch(text); m != nil {
		_, ok := region.Find(region.Code(m[1]))
		return text, cell.Found{OK: ok, Exact: true}
	}
	if m := placeCode.FindStringSubmatch(text); m != nil {
		return divisionCode(m[1], day)
	}
	for _, shape := range []struct {
		re         *regexp.Regexp
		code, name int
	}{{codeName, 1, 2}, {nameCode, 2, 1}} {
		if m := shape.re.FindStringSubmatch(text); m != nil {
			return divisionBoth(m[shape.code], m[shape.name], day)
		}
	}
	return divisionName(text)
}

func divisionCode(code, day string) (string, cell.Found) {
	if _, ok := region.Find(region.Code(code)); !ok {
		return "", cell.Found{Near: nearPlaces(code[:4])}
	}
	if d, _ := region.Find(region.Code(code)); before(day, d.From) {
		return code, cell.Found{OK: true, Why: "DIVISION_NOT_YET", Params: map[string]string{"from": d.From, "day": day}}
	}
	now := region.Current(region.Code(code), day)
	if string(now) != code {
		return string(now), cell.Found{OK: true, Why: "DIVISION_ABOLISHED"}
	}
	return code, cell.Found{OK: true, Exact: true}
}

func divisionBoth(code, name, day string) (string, cell.Found) {
	byCode, found := divisionCode(code, day)
	if !found.OK {
		return byCode, found
	}
	for _, d := range region.ByName(name, "") {
		if string(d.Code) == byCode || string(d.Code) == code || string(d.Successor) == byCode {
			return byCode, found
		}
	}
	return "", cell.Found{Why: "DIVISION_CONFLICT"}
}

func divisionName(text string) (string, cell.Found) {
	all := region.ByName(text, "")
	standing := all[:0:0]
	for _, d := range all {
		if d.Until == "" {
			standing = append(standing, d)
		}
	}
	switch {
	case len(all) == 0:
		return "", cell.Found{Near: nearPlaces(text)}
	case len(standing) == 0:
		return string(all[0].Successor), cell.Found{OK: true, Why: "DIVISION_ABOLISHED"}
	}
	best, alone := standing[0], true
	for _, d := range standing[1:] {
		switch {
		case d.Code.Level() < best.Code.Level():
			best, alone = d, true
		case d.Code.Level() == best.Code.Level():
			alone = false
		}
	}
	if alone && (len(standing) == 1 || best.Code.Level() <= region.LevelCity) {
		return string(best.Code), cell.Found{OK: true, Exact: true}
	}
	var near []string
	for i, d := range standing {
		if i < 4 {
			near = append(near, region.FullName(d.Code)+" "+string(d.Code))
		}
	}
	return "", cell.Found{Why: "DIVISION_AMBIGUOUS", Near: near}
}

// nearPlaces are places that may have been meant.
func nearPlaces(text string) []string {
	var near []string
	r := []rune(text)
	for n := len(r); n >= 2 && len(near) == 0; n-- {
		for _, d := range region.Search(string(r[:n]), 3) {
			near = append(near, d.Name)
		}
	}
	return near
}

// before tells whether a date is surely before a day; both may be unknown, and a
// year or a month is compared as far as it goes.
func before(date, day string) bool {
	n := min(len(date), len(day))
	return n > 0 && date[:n] < day[:n]
}
