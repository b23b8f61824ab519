package demo

import (
	"context"
	"fmt"
	"math/rand/v2"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/money"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// Home is the province in which the demonstration invents a working system.
const Home region.Code = "330000"

// seats are the places of the demonstration that searched their chains: who,
// and which share of the nodes.
var seats = []struct {
	place    region.Code
	by       string
	searched float64
}{
	{"330000", "省经济和信息化厅（演示）", 0.75}, {"330500", "湖州市链长办（演示）", 0.8}, {"330522", "长兴县经济和信息化局（演示）", 0.6},
	{"330100", "杭州市链长办（演示）", 0.7}, {"330200", "宁波市链长办（演示）", 0.5},
}

// homes are the places that the invented trades cluster in.
var homes = []string{"330522", "330500", "330500", "330100", "330200", "330400", "331000", "320500", "340100"}

// inventor makes the records around the firms of the demonstration region.
type inventor struct {
	rng    *rand.Rand
	world  *World
	source int64
}

// LoadInvented invents the demonstration region: firms and links in one
// province and thinner ones around it, searches, parks, projects, products,
// funds, establishments and external dependence. Doing it again changes
// nothing.
func LoadInvented(ctx context.Context, db *store.DB, seed uint64, progress Progress) error {
	w, err := New(Size{Firms: 4_000, Links: 12_000}, seed, setting(homeCounties(), homes))
	if err != nil {
		return err
	}
	if err := w.Load(ctx, db, progress); err != nil {
		return err
	}
	id, err := addSource(ctx, db, invented(w.Size, seed))
	if err != nil {
		return err
	}
	v := &inventor{rng: rand.New(rand.NewPCG(seed, 1)), world: w, source: id}
	return db.Write(ctx, access.System(), func(tx *store.Tx) error {
		for _, part := range []struct {
			kind   string
			claims []fact.Claim
		}{
			{"park", v.parks()}, {"survey", v.surveys()}, {"project", v.projects()}, {"product", v.products()},
			{"fund", v.funds()}, {"institute", v.institutes()}, {"establishment", v.establishments()}, {"dependence", v.dependences()},
		} {
			if _, err := tx.PutClaims(ctx, fact.KindOf(part.kind), part.claims, store.PutOptions{Create: true}); err != nil {
				return fmt.Errorf("invent %s: %w", part.kind, err)
			}
			progress(fact.KindOf(part.kind).Label.Zh, len(part.claims), len(part.claims))
		}
		return nil
	})
}

// homeCounties are the counties of the demonstration province, Changxing and
// its city above all, and thinly those of its neighbours, to compare with.
func homeCounties() []Place {
	var places []Place
	for _, d := range region.All() {
		weight := 0
		switch {
		case d.Code == "330522":
			weight = 90
		case region.Code("330500").Contains(d.Code):
			weight = 40
		case Home.Contains(d.Code):
			weight = 12
		case region.Code("320000").Contains(d.Code), region.Code("310000").Contains(d.Code), region.Code("340000").Contains(d.Code):
			weight = 3
		}
		if weight > 0 && d.Code.Level() == region.LevelCounty {
			places = append(places, Place{Code: string(d.Code), Name: d.Short, Weight: weight})
		}
	}
	return places
}

func (v *inventor) claim(kind, prefix, key, asOf string, values map[string]any) fact.Claim {
	c := stated(kind, pid(prefix, "demo", key), v.source, asOf, values)
	c.GivenBy = "demo"
	return c
}

func (v *inventor) day(year int) string {
	return fmt.Sprintf("%d-%02d-%02d", year, 1+v.rng.IntN(12), 1+v.rng.IntN(28))
}

// surveys say who looked at which node; nodes that nobody looked at stay unknown.
func (v *inventor) surveys() []fact.Claim {
	var out []fact.Claim
	for _, seat := range seats {
		for i := range v.world.setting.Nodes {
			n := &v.world.setting.Nodes[i]
			if v.rng.Float64() > seat.searched {
				continue
			}
			found := 0
			for _, f := range v.world.byNode[i] {
				if seat.place.Contains(region.Code(v.world.setting.Places[v.world.Firm(int(f)).Place].Code)) {
					found++
				}
			}
			out = append(out, v.claim("survey", "V", string(seat.place)+n.ID, "2025-12-31", map[string]any{
				"region": string(seat.place), "chain": n.Chain, "node": n.ID, "searched_on": fmt.Sprintf("2025-%02d-%02d", 7+v.rng.IntN(6), 1+v.rng.IntN(28)),
				"searched_by": seat.by, "coverage": float64(80 + v.rng.IntN(20)), "method": "企业名录比对与走访", "found": int64(found),
			}))
		}
	}
	return out
}

func (v *inventor) parks() []fact.Claim {
	var out []fact.Claim
	for i, city := range region.Children(Home) {
		for k, kind := range []string{"经济技术开发区", "高新技术产业园"} {
			counties := region.Children(city.Code)
			county := counties[v.rng.IntN(len(counties))]
			n := &v.world.setting.Nodes[v.rng.IntN(len(v.world.setting.Nodes))]
			out = append(out, v.claim("park", "K", fmt.Sprint(i, k), "2025-12-31", map[string]any{
				"code": fmt.Sprintf("%s-Z%02d", county.Code, 90+k), "name": county.Short + "演示" + kind, "region": string(county.Code),
				"level": []string{"national", "provincial", "provincial", "local"}[v.rng.IntN(4)], "park_kind": kind,
				"positioning": first(n.Words) + "及配套", "area": float64(5 + v.rng.IntN(40)), "free_area": float64(v.rng.IntN(50)) / 10, "area_unit": "平方公里", "from": fmt.Sprint(2001 + v.rng.IntN(20)),
			}))
		}
	}
	return out
}

func (v *inventor) projects() []fact.Claim {
	stages := []string{"reserve", "filed", "signed", "started", "building", "building", "producing", "stopped"}
	var out []fact.Claim
	for i := range 60 {
		k := v.rng.IntN(len(v.world.setting.Nodes))
		n, place := &v.world.setting.Nodes[k], v.world.setting.Places[v.world.places.draw(v.rng)]
		stage := stages[v.rng.IntN(len(stages))]
		investment := int64(1+v.rng.IntN(80)) * int64(money.Yi) / 2
		values := map[string]any{
			"name": place.Name + first(n.Words) + "项目（演示" + fmt.Sprint(i+1) + "号）", "number": fmt.Sprintf("YS-2025-%03d", i+1), "region": place.Code,
			"chain": n.Chain, "node": n.ID, "owner": place.Name + brand(v.rng) + "科技有限公司", "lead": "经济和信息化局", "stage": stage,
			"project_kind": []string{"build", "build", "upgrade", "substitute", "attract"}[v.rng.IntN(5)], "investment": investment,
			"signed_on": v.day(2024), "due": v.day(2027),
		}
		if stage == "started" || stage == "building" || stage == "producing" {
			values["started_on"], values["invested"] = v.day(2025), investment/int64(2+v.rng.IntN(4))
		}
		if v.rng.Float64() < 0.25 {
			values["problem"] = []string{"用地指标未落实", "环评批复未完成", "银行贷款未到位", "关键设备交期推迟"}[v.rng.IntN(4)]
		}
		out = append(out, v.claim("project", "J", fmt.Sprint(i), "2025-12-31", values))
	}
	return out
}

// products give the larger firms products with grade and market share, so that
// volume and value can be told apart.
func (v *inventor) products() []fact.Claim {
	var out []fact.Claim
	for i := range v.world.Size.Firms {
		f := v.world.Firm(i)
		if f.Node < 0 || f.Scale < 4 || len(out) == 600 {
			continue
		}
		n := &v.world.setting.Nodes[f.Node]
		out = append(out, v.claim("product", "P", f.PID, "2025-12-31", map[string]any{
			"firm": f.PID, "name": first(f.Products), "chain": n.Chain, "node": n.ID, "grade": v.world.grade(v.rng, f.Grade),
			"market_share": float64(v.rng.IntN(200)) / 10, "year": int64(Year), "output": int64(f.Revenue) / 10 * int64(5+v.rng.IntN(5)),
			"capacity": float64(10 + v.rng.IntN(500)), "capacity_unit": "万件/年", "used": float64(45 + v.rng.IntN(55)),
		}))
	}
	return out
}

func (v *inventor) funds() []fact.Claim {
	var out []fact.Claim
	for i := range 12 {
		chain := []string{"nev", "ic"}[i%2]
		out = append(out, v.claim("fund", "M", fmt.Sprint(i), "2025-12-31", map[string]any{
			"name": brand(v.rng) + "产业投资基金（演示）", "region": string(Home), "manager": brand(v.rng) + "资本管理有限公司（演示）",
			"fund_kind": []string{"social", "government", "social"}[i%3], "size": int64(5+v.rng.IntN(60)) * int64(money.Yi), "stage": []string{"早期", "成长期", "并购"}[i%3], "chain": chain,
			"intention": []string{"已对接", "拟对接", ""}[i%3],
		}))
	}
	return out
}

func (v *inventor) institutes() []fact.Claim {
	var out []fact.Claim
	for i := range 16 {
		k := v.rng.IntN(len(v.world.setting.Nodes))
		n, place := &v.world.setting.Nodes[k], v.world.setting.Places[v.world.places.draw(v.rng)]
		out = append(out, v.claim("institute", "I", fmt.Sprint(i), "2025-12-31", map[string]any{
			"name": place.Name + first(n.Words) + "创新中心（演示）", "region": place.Code, "institute_kind": []string{"platform", "centre", "institute"}[i%3],
			"host": place.Name + brand(v.rng) + "研究院", "field": first(n.Words), "chain": n.Chain, "node": n.ID, "services": "检验检测、中试验证、标准咨询",
		}))
	}
	return out
}

// establishments put plants of some firms elsewhere than their head office, one
// of them after the head office moved away.
func (v *inventor) establishments() []fact.Claim {
	var out []fact.Claim
	for i := 0; i < v.world.Size.Firms && len(out) < 40; i += 97 {
		f := v.world.Firm(i)
		if f.Scale < 1 {
			continue
		}
		place := v.world.setting.Places[v.world.places.draw(v.rng)]
		values := map[string]any{
			"firm": f.PID, "name": f.Name + place.Name + "工厂", "establishment_kind": "plant", "region": place.Code, "from": fmt.Sprint(2010 + v.rng.IntN(14)),
			"counted_in": v.world.setting.Places[f.Place].Code, "output": int64(f.Revenue) / 10 * 6, "year": int64(Year),
		}
		if len(out) == 0 {
			values["reason"] = "总部迁出，工厂仍在本地，产值不再计入本地统计"
		}
		out = append(out, v.claim("establishment", "E", f.PID, "2025-12-31", values))
	}
	return out
}

// dependences are invented trade figures of three years for every fourth node.
func (v *inventor) dependences() []fact.Claim {
	var out []fact.Claim
	for i := 0; i < len(v.world.setting.Nodes); i += 4 {
		n := &v.world.setting.Nodes[i]
		risky := v.rng.Float64() < 0.4
		for year := Year - 2; year <= Year; year++ {
			imports, exports, hhi := 20+v.rng.IntN(200), 30+v.rng.IntN(300), 0.1+0.25*v.rng.Float64()
			if risky {
				exports, hhi = imports/(2+v.rng.IntN(3)), 0.42+0.3*v.rng.Float64()
			}
			share := float64(imports) / float64(imports+exports) * 100
			out = append(out, v.claim("dependence", "D", fmt.Sprint(n.ID, year), fmt.Sprintf("%d-12-31", year), map[string]any{
				"region": string(region.Nation), "chain": n.Chain, "node": n.ID, "year": int64(year), "imports": int64(imports) * int64(money.Yi), "exports": int64(exports) * int64(money.Yi),
				"import_hhi": hhi, "world_hhi": hhi * 0.95, "dependence": share,
			}))
		}
	}
	return out
}
