package pinyin_test

import (
	"testing"

	"lianzhang/internal/pinyin"
)

func TestReadings(t *testing.T) {
	for why, c := range map[string]struct{ text, full, initials string }{
		"place with 长 read chang":           {"浙江长兴", "zhe jiang chang xing", "zjcx"},
		"place with 长 read zhang":           {"长子县", "zhang zi xian", "zzx"},
		"municipality":                      {"重庆市", "chong qing shi", "cqs"},
		"trade word":                        {"三一重工", "san yi zhong gong", "syzg"},
		"surname at the head":               {"曾记食品", "zeng ji shi pin", "zjsp"},
		"surname 单":                         {"单氏木业", "shan shi mu ye", "ssmy"},
		"the county called 单":               {"山东单县", "shan dong shan xian", "sdsx"},
		"surname 解":                         {"解放", "jie fang", "jf"},
		"letters and digits stand for self": {"TCL华星8代", "t c l hua xing 8 dai", "tclhx8d"},
		"ü is typed v":                      {"绿能", "lv neng", "ln"},
		"brackets are silent":               {"超威（集团）", "chao wei ji tuan", "cwjt"},
		"bank":                              {"中国银行", "zhong guo yin hang", "zgyh"},
		"empty":                             {"", "", ""},
	} {
		full, initials := pinyin.Both(c.text)
		if full != c.full || initials != c.initials {
			t.Errorf("%s: %s reads %q %q, want %q %q", why, c.text, full, initials, c.full, c.initials)
		}
		if pinyin.Full(c.text) != full || pinyin.Initials(c.text) != initials {
			t.Errorf("%s: Full and Initials differ from Both", why)
		}
	}
}
