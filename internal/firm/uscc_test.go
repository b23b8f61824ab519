package firm_test

import (
	"testing"

	"lianzhang/internal/firm"
)

func TestJudge(t *testing.T) {
	good := firm.MakeUSCC("91", "330100", "DEM00001")
	if good != "91330100DEM0000149" {
		t.Fatalf("the fictitious code of the conventions is 91330100DEM0000149, made %s", good)
	}
	wrongOrg := "91330100DEM000015"
	check, _ := firm.CheckCharacter(wrongOrg)
	cases := map[string]struct {
		code string
		want firm.Verdict
	}{
		"fictitious, both checks pass":       {good, firm.Valid},
		"second of the conventions":          {"91330100DEM0000224", firm.Valid},
		"third, check is a letter":           {"91330100DEM000030Y", firm.Valid},
		"last character wrong":               {"91330100DEM0000148", firm.WrongCheck},
		"letter O for zero":                  {"9133O100DEM0000149", firm.WrongLetter},
		"outer check passes, inner does not": {wrongOrg + string(check), firm.WrongOrg},
		"all zeros":                          {"000000000000000000", firm.WrongCheck},
		"seventeen characters":               {"91330100DEM000014", firm.WrongLength},
		"nine characters with their check":   {"DEM000014", firm.OrgCode},
		"fifteen-digit registration number":  {"110108000000016", firm.Registration},
		"identity number":                    {"11010519491231002X", firm.PersonalID},
		"mobile":                             {"13800138000", firm.Mobile},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := firm.Judge(c.code); got != c.want {
				t.Errorf("Judge(%s) = %q, want %q", c.code, got, c.want)
			}
		})
	}
}

// Each place of the code is guarded: any single change is noticed.
func TestEverySingleChangeIsNoticed(t *testing.T) {
	const good = "91330100DEM0000149"
	for i := range good {
		for _, c := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
			b := []byte(good)
			if b[i] == byte(c) {
				continue
			}
			b[i] = byte(c)
			if firm.Judge(string(b)) == firm.Valid {
				t.Errorf("%s passes", b)
			}
		}
	}
}

func TestSuggest(t *testing.T) {
	cases := map[string]struct{ code, want string }{
		"O for zero":         {"9133O100DEM0000149", "91330100DEM0000149"},
		"neighbours swapped": {"91330100DME0000149", "91330100DEM0000149"},
		"nothing usual fits": {"91330100DEM0000999", ""},
		"wrong length":       {"9133", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := firm.Suggest(c.code); got != c.want {
				t.Errorf("Suggest(%s) = %q, want %q", c.code, got, c.want)
			}
		})
	}
}

func TestMask(t *testing.T) {
	if got := firm.Mask("11010519491231002X"); got != "11**************2X" {
		t.Error(got)
	}
}

// FuzzUSCC: judging and suggesting never panic, and a suggestion is valid.
func FuzzUSCC(f *testing.F) {
	for _, s := range []string{"91330100DEM0000149", "9133O100DEM0000149", "11010519491231002X", "110108000000016", "DEM000014", "", "企业", "00000000000000000I"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		firm.Judge(s)
		if fix := firm.Suggest(s); fix != "" && firm.Judge(fix) != firm.Valid {
			t.Errorf("suggestion %q for %q is not valid", fix, s)
		}
	})
}
