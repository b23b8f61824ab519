package rule_test

import (
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"lianzhang/internal/rule"
)

var vars = rule.Vars{"revenue": rule.Number, "share": rule.Number, "class": rule.Text, "honours": rule.Texts, "listed": rule.Bool}

func TestHolds(t *testing.T) {
	const yi = 1e8
	tests := map[string]struct {
		text   string
		values map[string]any
		want   rule.Truth
	}{
		"exactly the threshold passes":          {"revenue >= 100 * yi", map[string]any{"revenue": 100 * yi}, rule.True},
		"a little under the threshold fails":    {"revenue >= 100 * yi", map[string]any{"revenue": 99.99 * yi}, rule.False},
		"unknown is not zero":                   {"revenue < 100 * yi", nil, rule.Unknown},
		"unknown is not equal to anything":      {`class == "weak"`, nil, rule.Unknown},
		"nor unequal":                           {`class != "weak"`, nil, rule.Unknown},
		"or is settled by one true":             {`revenue > 1 or class == "weak"`, map[string]any{"class": "weak"}, rule.True},
		"or with a false stays unknown":         {`revenue > 1 or class == "weak"`, map[string]any{"class": "strong"}, rule.Unknown},
		"and is settled by one false":           {`revenue > 1 and class == "weak"`, map[string]any{"class": "strong"}, rule.False},
		"and with a true stays unknown":         {`revenue > 1 and class == "weak"`, map[string]any{"class": "weak"}, rule.Unknown},
		"not unknown is unknown":                {"not listed", nil, rule.Unknown},
		"not false is true":                     {"not listed", map[string]any{"listed": false}, rule.True},
		"in a list of words":                    {`class in ["weak", "missing"]`, map[string]any{"class": "missing"}, rule.True},
		"not in a list of words":                {`class not in ["weak", "missing"]`, map[string]any{"class": "strong"}, rule.True},
		"unknown in a list":                     {`class in ["weak"]`, nil, rule.Unknown},
		"holds an honour":                       {`has(honours, "champion")`, map[string]any{"honours": []string{"champion"}}, rule.True},
		"holds no honour":                       {`has(honours, "champion")`, map[string]any{"honours": []string{}}, rule.False},
		"known of an unknown is false":          {"known(revenue)", nil, rule.False},
		"known of a value is true":              {"known(revenue)", map[string]any{"revenue": 0.0}, rule.True},
		"a division by zero is unknown":         {"revenue / share > 1", map[string]any{"revenue": 1.0, "share": 0.0}, rule.Unknown},
		"text contains":                         {`class contains "wea"`, map[string]any{"class": "weak"}, rule.True},
		"a sum of unknowns stays unknown":       {"revenue + share > 0", map[string]any{"revenue": 1.0}, rule.Unknown},
		"negation of a number keeps its order":  {"-revenue < 0", map[string]any{"revenue": 1.0}, rule.True},
		"parentheses bind before and and or":    {`(listed or revenue > 1) and share > 0`, map[string]any{"listed": true, "share": 1.0}, rule.True},
		"nested not of or of unknown and false": {`not (listed or revenue > 1)`, map[string]any{"listed": false}, rule.Unknown},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			e, err := rule.Compile(tc.text, vars)
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.Holds(tc.values)
			if err != nil {
				t.Fatal(err)
			}
			if got != tc.want {
				t.Errorf("%s of %v = %v, want %v", tc.text, tc.values, got, tc.want)
			}
		})
	}
}

func TestCompileRefuses(t *testing.T) {
	tests := map[string]string{
		"a name nobody declared":     "turnover > 1",
		"a number compared to text":  `revenue == "much"`,
		"a text used as a condition": "class and listed",
		"a builtin that loops":       "all(honours, # != '')",
		"an open parenthesis":        "(revenue > 1",
		"an unknown function":        `exec("rm")`,
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := rule.Compile(text, vars)
			var syntax *rule.SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("%s: got %v, want a syntax error", text, err)
			}
			if syntax.Line != 1 {
				t.Errorf("line %d", syntax.Line)
			}
		})
	}
}

func TestUsesAndMissing(t *testing.T) {
	e, err := rule.Compile(`revenue > 1 * yi or class == "weak"`, vars)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.Uses(), []string{"class", "revenue"}; !reflect.DeepEqual(got, want) {
		t.Errorf("uses %v, want %v", got, want)
	}
	if got, want := e.Missing(map[string]any{"class": "weak"}), []string{"revenue"}; !reflect.DeepEqual(got, want) {
		t.Errorf("missing %v, want %v", got, want)
	}
}

// Learning a fact never turns a settled answer round.
func TestMonotone(t *testing.T) {
	texts := []string{`revenue > 5 and class == "weak"`, `revenue > 5 or not listed`, `not (share < revenue) and (listed or class != "weak")`, `has(honours, "x") or revenue / share > 2`}
	draw := map[string]*rapid.Generator[any]{
		"revenue": rapid.Custom(func(t *rapid.T) any { return rapid.Float64Range(0, 10).Draw(t, "n") }),
		"share":   rapid.Custom(func(t *rapid.T) any { return rapid.Float64Range(0, 10).Draw(t, "n") }),
		"class":   rapid.Custom(func(t *rapid.T) any { return rapid.SampledFrom([]string{"weak", "strong"}).Draw(t, "s") }),
		"listed":  rapid.Custom(func(t *rapid.T) any { return rapid.Bool().Draw(t, "b") }),
		"honours": rapid.Custom(func(t *rapid.T) any { return rapid.SampledFrom([][]string{nil, {}, {"x"}}).Draw(t, "l") }),
	}
	rapid.Check(t, func(t *rapid.T) {
		e, err := rule.Compile(rapid.SampledFrom(texts).Draw(t, "text"), vars)
		if err != nil {
			t.Fatal(err)
		}
		full, partial := map[string]any{}, map[string]any{}
		for _, name := range e.Uses() {
			full[name] = draw[name].Draw(t, name)
			if rapid.Bool().Draw(t, "keep "+name) {
				partial[name] = full[name]
			}
		}
		before, err1 := e.Holds(partial)
		after, err2 := e.Holds(full)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if before != rule.Unknown && before != after {
			t.Fatalf("%s: %v with %v, %v with %v", e.Text(), before, partial, after, full)
		}
	})
}
