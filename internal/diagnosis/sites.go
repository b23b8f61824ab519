package diagnosis

// SitesOn returns the sites on a node, ordered by region and firm; read only.
func (p *Picture) SitesOn(node int) []Site { return p.sites[node] }
