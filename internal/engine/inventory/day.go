package inventory

import "math"

// supply goes through the buyers of a part: what came yesterday goes into stock,
// what was made yesterday comes out of it, the stocks limit today's production,
// and new orders go out. It is one pass over the links.
func (r *run) supply(g int) {
	in, demand := r.net.In(), r.demand[g]
	for i := r.groups[g]; i < r.groups[g+1]; i++ {
		from, to := in.Ptr[i], in.Ptr[i+1]
		r.limit[i] = math.Inf(1)
		if r.usual[i] == 0 { // nobody wants what it makes: stocks rest, orders stay
			for e := from; e < to; e++ {
				r.order[e] = in.Val[e]
				demand[in.Col[e]] += in.Val[e]
				r.limit[i] = 0
			}
			continue
		}
		share, days := r.made[i]/r.usual[i], r.wanted(int(i))
		for from < to {
			end := from + 1
			for k := r.sector[in.Col[from]]; end < to && r.sector[in.Col[end]] == k; end++ {
			}
			r.limit[i] = min(r.limit[i], float64(r.input(from, end, share, days, demand)*r.usual[i]))
			from = end
		}
	}
}

// input goes through the links from from to to, which bring a buyer the goods of
// one sector, and returns how many days of usual use the new stock is.
func (r *run) input(from, to uint32, share, days float64, demand []float64) float64 {
	in := r.net.In()
	col, usual := in.Col[from:to], in.Val[from:to]
	stock, order := r.stock[from:to], r.order[from:to]
	before, use := 0.0, 0.0
	for e := range stock {
		before += stock[e]
		use += usual[e]
	}
	used := 0.0
	if before > 0 {
		used = float64(share * (use / before))
	}
	after := 0.0
	for e, j := range col {
		came := r.opt.delivered(r.level[j], order[e], usual[e])
		s := max(0, stock[e]+came-float64(stock[e]*used))
		o := r.opt.order(usual[e], share, days, s)
		stock[e], order[e] = s, o
		after += s
		demand[j] += o
	}
	return after / use
}

// produce decides what the firms of a block make today and to whom it goes.
func (r *run) produce(b int) {
	total := Day{}
	var claims []claim
	for i := b * block; i < min(len(r.made), (b+1)*block); i++ {
		demand := r.final[i]
		for g := range r.demand {
			demand += r.demand[g][i]
			r.demand[g][i] = 0
		}
		made := min(float64(r.usual[i]*(1-r.lost[i])), r.limit[i], demand)
		claims = r.claims(claims[:0], i, made, demand)
		r.made[i] = made
		r.level[i], r.consumed[i] = r.opt.ration(made, demand, r.final[i], claims)
		total.Production += made
		total.ValueAdded += float64(made * r.added[i])
		total.Consumption += r.consumed[i]
	}
	r.totals[b] = total
}

// claims adds what the clients of a firm ask for, when it is not enough for all.
func (r *run) claims(to []claim, i int, made, demand float64) []claim {
	if r.links == nil || (made == demand && !r.opt.Compat) {
		return to
	}
	out := r.net.Out()
	for k := out.Ptr[i]; k < out.Ptr[i+1]; k++ {
		to = append(to, claim{order: r.order[r.links[k]], usual: out.Val[k]})
	}
	return to
}

// next is one day; the losses of capacity are set.
func (r *run) next(day int) Day {
	r.inParallel(groups, r.supply)
	r.inParallel(len(r.totals), r.produce)
	return r.sum(day)
}

// sum adds up the blocks in their order.
func (r *run) sum(day int) Day {
	total := Day{Day: day}
	for _, b := range r.totals {
		total.Production += b.Production
		total.ValueAdded += b.ValueAdded
		total.Consumption += b.Consumption
	}
	return total
}

// before is the day before any damage.
func (r *run) before() Day {
	for b := range r.totals {
		t := Day{}
		for i := b * block; i < min(len(r.made), (b+1)*block); i++ {
			t.Production += r.made[i]
			t.ValueAdded += float64(r.made[i] * r.added[i])
			t.Consumption += r.final[i]
		}
		r.totals[b] = t
	}
	return r.sum(-1)
}
