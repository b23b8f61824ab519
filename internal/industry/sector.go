package industry

import (
	"sync"

	"lianzhang/catalog"
)

var sectors = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, row := range catalog.Rows("reference/io153.csv") {
		all[row[0]] = row[1]
	}
	return all
})

// Sector returns the sector of the 153-sector national input–output table that
// a class falls in, "" when the bridge does not say. The bridge is by name and
// not official; see catalog/reference/NOTICE.md.
func Sector(code string) string {
	if len(code) < 4 {
		return ""
	}
	return sectors()[code[:4]]
}
