package main

// now gives the code and name of 2023 (National Bureau of Statistics) to places
// whose outline carries an older code, or none. An outline whose code is
// another place's by now is added to that place.
var now = map[string]struct{ code, name string }{
	"莱芜市":  {"370100", "济南市"}, // merged in 2019
	"梁平县":  {"500155", "梁平区"},
	"武隆县":  {"500156", "武隆区"},
	"那曲地区": {"540600", "那曲市"},
	"山南市":  {"540500", "山南市"},
	"哈密市":  {"650500", "哈密市"},
	"崇明区":  {"310151", "崇明区"},
}

func rename(c *collection) {
	at := map[string]int{}
	kept := c.Features[:0]
	for _, f := range c.Features {
		name, _ := f.Properties["name"].(string)
		if n, ok := now[name]; ok {
			f.Properties["code"], f.Properties["name"] = n.code, n.name
		}
		code, _ := f.Properties["code"].(string)
		if i, ok := at[code]; ok && code != "" {
			kept[i].Geometry.Coordinates = append(kept[i].Geometry.Coordinates, f.Geometry.Coordinates...)
			continue
		}
		at[code] = len(kept)
		kept = append(kept, f)
	}
	c.Features = kept
}
