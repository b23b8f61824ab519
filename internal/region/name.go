package region

import (
	"slices"
	"strings"
	"sync"

	"lianzhang/internal/pinyin"
)

// peoples are the words that names of autonomous places carry before 自治.
var peoples = []string{
	"维吾尔", "哈萨克", "柯尔克孜", "乌孜别克", "塔吉克", "塔塔尔", "俄罗斯", "达斡尔", "鄂温克", "鄂伦春", "赫哲", "朝鲜族", "锡伯",
	"蒙古族", "蒙古", "藏族", "回族", "壮族", "苗族", "彝族", "侗族", "瑶族", "白族", "傣族", "黎族", "傈僳族", "佤族", "畲族",
	"拉祜族", "水族", "纳西族", "景颇族", "土家族", "土族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "布依族",
	"哈尼族", "满族", "裕固族", "保安族", "东乡族", "独龙族", "怒族", "普米族", "各族", "族",
}

// suffixes end the name of a place, longest first.
var suffixes = []string{"特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "新区", "省", "市", "县", "区", "盟", "旗"}

// short takes the suffix and the names of peoples off a name, as long as two
// characters stay: 延边朝鲜族自治州 is 延边, 市中区 stays 市中.
func short(name string) string {
	for _, suffix := range suffixes {
		stem, ok := strings.CutSuffix(name, suffix)
		if !ok || len([]rune(stem)) < 2 {
			continue
		}
		if strings.HasPrefix(suffix, "自治") {
			return withoutPeoples(stem)
		}
		return stem
	}
	return name
}

func withoutPeoples(stem string) string {
	for {
		cut := false
		for _, p := range peoples {
			if rest, ok := strings.CutSuffix(stem, p); ok && len([]rune(rest)) >= 2 {
				stem, cut = rest, true
				break
			}
		}
		if !cut {
			return stem
		}
	}
}

// ByName returns the places that a written name may mean inside a place, in
// code order: a full or short name, or a path such as 浙江省湖州市长兴县 or
// 浙江长兴. Several places share a name, so several may come back.
func ByName(name string, within Code) []Division {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t　/-—>·", r) {
			return -1
		}
		return r
	}, name)
	if name == "" {
		return nil
	}
	if name == "全国" || name == "中国" {
		d, _ := Find(Nation)
		return []Division{d}
	}
	if found := named(name, within); len(found) > 0 {
		return found
	}
	return alongPath(name, within)
}

func named(name string, within Code) []Division {
	b := table()
	var out []Division
	for _, i := range b.byName[name] {
		if within == "" || within.Contains(b.all[i].Code) {
			out = append(out, b.all[i])
		}
	}
	if len(out) == 0 {
		for _, d := range b.ended {
			if d.Name == name && (within == "" || within.Contains(d.Code)) {
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, func(x, y Division) int { return strings.Compare(string(x.Code), string(y.Code)) })
	return out
}

// alongPath reads a name that begins with that of a larger place.
func alongPath(name string, within Code) []Division {
	runes := []rune(name)
	for cut := min(len(runes)-1, 15); cut >= 2; cut-- {
		rest := string(runes[cut:])
		for _, outer := range named(string(runes[:cut]), within) {
			if outer.Code.Level() >= LevelCounty {
				continue
			}
			// A municipality may be written twice: 北京市北京市海淀区.
			if rest == outer.Name || rest == "市辖区" {
				return []Division{outer}
			}
			if found := ByName(strings.TrimPrefix(rest, "市辖区"), outer.Code); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// spelling is how a place is typed in letters.
type spelling struct{ full, initials string }

// spelled has the spelling of every place of the table, in its order; it is
// made at the first search.
var spelled = sync.OnceValue(func() []spelling {
	all := make([]spelling, len(table().all))
	for i, d := range table().all {
		full, initials := pinyin.Both(d.Name)
		all[i] = spelling{strings.ReplaceAll(full, " ", ""), initials}
	}
	return all
})

// Search returns up to limit places whose name, pinyin, initials or code begins
// with or contains the query; larger places first.
func Search(query string, limit int) []Division {
	query = strings.ToLower(strings.TrimSpace(query))
	if query == "" {
		return nil
	}
	type hit struct {
		d     Division
		score int
	}
	var hits []hit
	for i, d := range table().all {
		if d.Placeholder {
			continue
		}
		score, letters := 0, spelled()[i]
		switch {
		case d.Name == query || d.Short == query || string(d.Code) == query:
			score = 4
		case strings.HasPrefix(d.Name, query) || strings.HasPrefix(string(d.Code), query):
			score = 3
		case strings.HasPrefix(letters.full, query) || strings.HasPrefix(letters.initials, query):
			score = 2
		case strings.Contains(d.Name, query):
			score = 1
		default:
			continue
		}
		hits = append(hits, hit{d, score})
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return int(a.d.Code.Level()) - int(b.d.Code.Level())
	})
	out := make([]Division, 0, min(limit, len(hits)))
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, h.d)
	}
	return out
}

// TrimName takes names of places off the head of a firm's name as long as two
// characters stay: 浙江长兴超威电源 is 超威电源. Only places that the firm lies in, or
// that lie in its place, count; a firm in Shandong keeps 新华, which is also a
// district of Shijiazhuang.
func TrimName(name string, at Code) string {
	runes := []rune(name)
	for {
		cut := 0
		for n := min(9, len(runes)-2); n >= 2 && cut == 0; n-- {
			for _, i := range table().byName[string(runes[:n])] {
				if c := table().all[i].Code; at == "" || c.Contains(at) || at.Contains(c) {
					cut = n
				}
			}
		}
		if cut == 0 {
			return string(runes)
		}
		runes = runes[cut:]
	}
}

// Head parts a firm's name into the places it begins with and the rest, two
// characters at least: 浙江长兴超威电源 begins with 长兴 (330522) and 超威电源 stays. A
// short name may stand for several places, so all of the innermost are returned;
// none when the name begins with no place.
func Head(name string) (places []Code, rest string) {
	runes := []rune(name)
	for {
		cut := 0
		var found []Code
		for n := min(9, len(runes)-2); n >= 2 && cut == 0; n-- {
			if found = within(table().byName[string(runes[:n])], places); len(found) > 0 {
				cut = n
			}
		}
		if cut == 0 {
			return places, string(runes)
		}
		places, runes = found, runes[cut:]
	}
}

// within keeps those of the divisions that lie in one of the places, and all
// when there are no places yet.
func within(list []int, places []Code) []Code {
	var out []Code
	for _, i := range list {
		c := table().all[i].Code
		if len(places) == 0 || slices.ContainsFunc(places, func(p Code) bool { return p.Contains(c) }) {
			out = append(out, c)
		}
	}
	return out
}
