// Package catalog carries the variety that is data: record kinds, chain
// templates, lists, thresholds, messages. A new region's file goes here; it
// needs no Go.
package catalog

import "embed"

// FS holds every catalog file as shipped, by its path inside this folder.
//
//go:embed all:records
//go:embed all:messages
//go:embed all:maps
//go:embed all:lists
//go:embed all:reference
//go:embed all:open
//go:embed all:chains
//go:embed all:listed
//go:embed all:placement
//go:embed all:catalogues
//go:embed all:thresholds
//go:embed all:essentiality
var FS embed.FS
