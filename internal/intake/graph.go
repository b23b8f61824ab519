package intake

import (
	"strings"

	"lianzhang/internal/intake/cell"
)

// maxDepth is how many levels a chain may have.
const maxDepth = 12

// hierarchy judges the nodes of a sheet: no node above itself, not too deep,
// no parent that is nowhere.
type hierarchy struct{}

// node is a row of the sheet by its place in the hierarchy.
type node struct {
	item   *Item
	code   string
	parent string
}

func (h *hierarchy) judge(c *check, batch []Item) {
	byKey := map[string]*node{}
	var order []*node
	for i := range batch {
		it := &batch[i]
		code, _ := it.Values["code"].(string)
		if code == "" {
			continue
		}
		chain, _ := it.Values["chain"].(string)
		n := &node{item: it, code: code}
		if parent, _ := it.Values["parent"].(string); parent != "" {
			n.parent = chain + "\x00" + parent
		}
		byKey[chain+"\x00"+code] = n
		if name, _ := it.Values["name"].(string); name != "" && byKey[chain+"\x00"+name] == nil {
			byKey[chain+"\x00"+name] = n
		}
		order = append(order, n)
	}
	for _, n := range order {
		h.climb(c, n, byKey)
	}
}

// climb follows the parents of a node until the top.
func (h *hierarchy) climb(c *check, n *node, byKey map[string]*node) {
	path := []string{n.code}
	seen := map[*node]bool{n: true}
	for at := n; at.parent != ""; {
		up := byKey[at.parent]
		if up == nil {
			chain, name, _ := strings.Cut(at.parent, "\x00")
			if code, found := c.look.Node(chain, name); at == n && !found.OK && code == "" {
				c.say(n.item, "parent", note(cell.Warned, "NODE_ORPHAN", "parent", short(name)))
			}
			return
		}
		path = append(path, up.code)
		switch {
		case up == n && len(path) > 2:
			c.say(n.item, "parent", note(cell.Wrong, "CHAIN_CYCLE", "path", short200(strings.Join(path, " → "))))
			return
		case seen[up]:
			return // a cycle further up; its own nodes say so
		case len(path) == maxDepth+1:
			c.say(n.item, "parent", note(cell.Wrong, "CHAIN_DEEP", "max", itoa(maxDepth)))
			return
		}
		seen[up] = true
		at = up
	}
}

func short200(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
