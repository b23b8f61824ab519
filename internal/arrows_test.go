package internal_test

import (
	"os/exec"
	"strings"
	"testing"
)

// doors may know everything; concepts may know only what stands before them.
var order = []string{
	"fault", "message", "date", "money", "pinyin", "region", "access", "outline", "industry", "firm", "fact", "attachment", "engine",
	"chain", "placement", "diagnosis", "supply", "scenario", "rule", "list", "account",
}

var doors = map[string]bool{
	"scan": true, "store": true, "atlas": true, "job": true, "intake": true, "demo": true, "config": true,
	"paper": true, "plain": true, "httpapi": true, "cli": true,
}

// A concept imports only concepts named before it, and never a door.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports ","}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	rank := map[string]int{}
	for i, name := range order {
		rank[name] = i
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		pkg, imports, _ := strings.Cut(line, " ")
		from := room(pkg)
		if from == "" || doors[from] {
			continue
		}
		if _, known := rank[from]; !known {
			t.Errorf("room %s is not in the order of the house; add it to docs/adr/0001-rooms.md and here", from)
		}
		seen++
		for _, imp := range strings.Split(imports, ",") {
			to := room(imp)
			if to == "" || to == from {
				continue
			}
			if doors[to] {
				t.Errorf("%s knows the door %s", pkg, to)
			} else if rank[to] > rank[from] {
				t.Errorf("%s knows %s, which stands after it", pkg, to)
			}
			if from == "engine" {
				t.Errorf("the engine knows %s", imp)
			}
		}
	}
	if seen < 5 {
		t.Fatalf("only %d rooms seen", seen)
	}
}

// room returns the first folder below internal/, or "".
func room(path string) string {
	rest, ok := strings.CutPrefix(path, "lianzhang/internal/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}
