package store

import (
	"context"
	"database/sql"
	"maps"
	"runtime"
	"sync"
	"sync/atomic"

	"lianzhang/internal/diagnosis"
	"lianzhang/internal/region"
)

// purchases reads the links, which are by far the most: they are held by node,
// and nodes on which nothing changed keep their part.
func (r *chainReading) purchases(ctx context.Context) error {
	again := map[string]bool{}
	fresh := make([][]diagnosis.Purchase, len(r.Index))
	names := r.names()
	err := r.changing(ctx, "links", "link", `pid, COALESCE(chain, ''), COALESCE(node, ''), COALESCE(supplier, ''), COALESCE(buyer, ''), COALESCE(amount, -1), version, changed_at`,
		`deleted = 0 AND supplier IS NOT NULL AND buyer IS NOT NULL AND (internal IS NULL OR internal = 0)`, func(rows *sql.Rows) error {
			var l diagnosis.Purchase
			var chain, node string
			var supplier, buyer sql.RawBytes
			var stands int64
			if err := rows.Scan(&l.PID, &chain, &node, &supplier, &buyer, &l.Amount, &l.Version, &l.At, &stands); err != nil {
				return err
			}
			r.again(again, l.PID)
			var ours bool
			if l.Node, ours = r.node(chain, node); ours && stands == 1 {
				l.Supplier, l.Buyer = names.of(supplier), names.of(buyer)
				fresh[l.Node] = append(fresh[l.Node], l)
			}
			return nil
		})
	if err != nil {
		return err
	}
	moved, err := r.follow(ctx, fresh)
	if err != nil {
		return err
	}
	r.out.Purchases = make([][]diagnosis.Purchase, len(fresh))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for k := next.Add(1) - 1; k < int64(len(fresh)); k = next.Add(1) - 1 {
				r.out.Purchases[k] = r.foldNode(r.old.Purchases[k], fresh[k], again, moved)
			}
		})
	}
	wg.Wait()
	return nil
}

// foldNode brings the purchases of one node up to date.
func (r *chainReading) foldNode(held, fresh []diagnosis.Purchase, again, moved map[string]bool) []diagnosis.Purchase {
	for i := range fresh {
		r.locate(&fresh[i])
	}
	held = r.relocated(held, moved)
	if len(fresh) == 0 && !touches(held, again) {
		return held
	}
	return fold(held, fresh, again, func(l *diagnosis.Purchase) string { return l.PID }, diagnosis.ComparePurchases)
}

// follow brings the places of buyers and suppliers up to date, and returns the
// firms among them that moved.
func (r *chainReading) follow(ctx context.Context, fresh [][]diagnosis.Purchase) (map[string]bool, error) {
	moved := map[string]bool{}
	r.out.places = r.old.places
	change := func() {
		if len(moved) == 0 {
			r.out.places = maps.Clone(r.out.places)
		}
	}
	if !r.whole {
		err := r.tx.collect(ctx, "moved firms", `SELECT pid, region FROM firm WHERE version > $1`, []any{r.old.Version}, func(rows *sql.Rows) error {
			var pid string
			var place region.Code
			if err := rows.Scan(&pid, &place); err != nil {
				return err
			}
			if was, party := r.out.places[pid]; party && was != place {
				change()
				moved[pid], r.out.places[pid] = true, place
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return moved, r.meet(ctx, fresh, len(moved) > 0)
}

// meet finds the places of buyers and suppliers that were not known before.
// Owned tells that the map of places is nobody else's.
func (r *chainReading) meet(ctx context.Context, fresh [][]diagnosis.Purchase, owned bool) error {
	missing := map[string]region.Code{}
	for _, list := range fresh {
		for i := range list {
			for _, pid := range []string{list[i].Buyer, list[i].Supplier} {
				if _, known := r.out.places[pid]; !known {
					missing[pid] = ""
				}
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if r.whole {
		for i := range r.out.Placed {
			if p := &r.out.Placed[i]; len(missing) > 0 {
				if _, asked := missing[p.Firm]; asked {
					missing[p.Firm] = p.FirmRegion
				}
			}
		}
	}
	var ask []string
	for pid, place := range missing {
		if place == "" {
			ask = append(ask, pid)
		}
	}
	found, err := r.tx.FirmPlaces(ctx, ask)
	if err != nil {
		return err
	}
	maps.Copy(missing, found)
	if r.out.places == nil {
		r.out.places = missing
		return nil
	}
	if !owned {
		r.out.places = maps.Clone(r.out.places)
	}
	maps.Copy(r.out.places, missing)
	return nil
}

func (r *chainReading) locate(l *diagnosis.Purchase) {
	l.BuyerRegion, l.SupplierRegion = r.out.places[l.Buyer], r.out.places[l.Supplier]
}

// relocated returns the purchases with the places of firms that moved.
func (r *chainReading) relocated(held []diagnosis.Purchase, moved map[string]bool) []diagnosis.Purchase {
	if len(moved) == 0 {
		return held
	}
	own := false
	for i := range held {
		if moved[held[i].Buyer] || moved[held[i].Supplier] {
			if !own {
				held, own = append([]diagnosis.Purchase(nil), held...), true
			}
			r.locate(&held[i])
		}
	}
	return held
}

func touches(held []diagnosis.Purchase, again map[string]bool) bool {
	if len(again) == 0 {
		return false
	}
	for i := range held {
		if again[held[i].PID] {
			return true
		}
	}
	return false
}

// nameTable keeps each public ID of a firm once, however many purchases name it.
type nameTable map[string]string

func (r *chainReading) names() nameTable {
	n := nameTable{}
	if r.whole {
		for i := range r.out.Placed {
			n[r.out.Placed[i].Firm] = r.out.Placed[i].Firm
		}
	}
	return n
}

func (n nameTable) of(pid []byte) string {
	if s, known := n[string(pid)]; known {
		return s
	}
	s := string(pid)
	n[s] = s
	return s
}
