package list_test

import (
	"os"
	"strings"
	"testing"

	"lianzhang/internal/list"
)

// The worked example of docs/methods/lists.md comes out as the page says.
func TestWorkedExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/methods/lists.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	definition, rest, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the page has no definition")
	}
	d, err := list.Parse([]byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]float64{"60": 60, "90": 90, "80": 80, "10": 10}
	want := map[string]string{}
	var subjects []list.Subject
	for _, line := range strings.Split(rest, "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 7 || strings.Contains(line, "---") || strings.Contains(line, "class") && strings.Contains(line, "结果") {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		values := map[string]any{"node_name": cells[1], "unstable": cells[3] == "是"}
		if cells[2] != "未知" {
			values["class"] = cells[2]
		}
		if n, ok := numbers[cells[4]]; ok {
			values["dependence"] = n
		}
		want[cells[1]] = cells[5]
		subjects = append(subjects, list.Subject{Key: cells[1], Values: values})
	}
	if len(subjects) != 5 {
		t.Fatalf("%d subjects read from the page", len(subjects))
	}
	content, err := list.Generate(d, subjects, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{"戊": "不上"}
	for _, r := range content.Rows {
		got[r.Key] = map[int]string{1: "第 1", 2: "第 2"}[r.Rank]
	}
	for _, a := range content.Aside {
		got[a.Key] = map[string]string{"look": "待定：核定", "unknown": "待定：缺 " + strings.Join(a.Missing, "、")}[a.Why]
	}
	for key, result := range want {
		if got[key] != result {
			t.Errorf("%s: %q, the page says %q", key, got[key], result)
		}
	}
}
