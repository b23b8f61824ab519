package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"strconv"
	"strings"

	"lianzhang/internal/access"
	"lianzhang/internal/fact"
	"lianzhang/internal/money"
	"lianzhang/internal/placement"
	"lianzhang/internal/region"
	"lianzhang/internal/store"
)

// dataset is one real source with the claims that it makes.
type dataset struct {
	what   string
	kind   string
	source fact.Source
	claims func(source int64) ([]fact.Claim, error)
}

// pid gives the same public ID to the same thing in every installation.
func pid(prefix string, parts ...string) string {
	h := fnv.New64a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p))
		_, _ = h.Write([]byte{0})
	}
	return fact.PIDFrom(prefix, h.Sum64())
}

func source(name, publisher, licence, asOf string, rank int) fact.Source {
	return fact.Source{PID: pid("U", name, asOf), Name: name, Publisher: publisher, Licence: licence, AsOf: asOf, Rank: rank}
}

// datasets are the real data, from the catalog and from share.
func datasets(share fs.FS) []dataset {
	nbs := source("国家统计局分省年度数据", "国家统计局", "MIT（整理者）", "2024-12-31", 70)
	yearbook := source("中国统计年鉴、中国科技统计年鉴（分省）", "国家统计局", "MIT（整理者）", "2023-12-31", 70)
	return []dataset{
		{"上市公司", "firm", source(placement.ListedSource, "证券交易所公开信息", "MIT（整理者）", placement.ListedAsOf, 60), listedFirms},
		{"农业龙头企业", "firm", source("农业产业化国家重点龙头企业名单", "农业农村部", "MIT（整理者）", "2025-12-31", 60), agriFirms},
		{"农业龙头企业认定", "honour", source("农业产业化国家重点龙头企业名单", "农业农村部", "MIT（整理者）", "2025-12-31", 60), agriHonours},
		{"分省统计", "statistic", nbs, macroStatistics},
		{"科技统计", "statistic", yearbook, scienceStatistics},
		{"国家重点实验室", "institute", source("国家重点实验室名单", "科学技术部", "MIT（整理者）", "2016-12-31", 70), laboratories},
		{"国家重点研发计划项目", "project", source("国家重点研发计划立项项目清单", "科学技术部", "MIT（整理者）", "2019-12-31", 70), researchProjects},
		{"国务院政策文件", "policy", source("国务院政策文件标题库", "中国政府网", "GPL-3.0（整理者）；随程序另附，未编入程序", "2022-07-25", 70), func(s int64) ([]fact.Claim, error) { return policies(share, s) }},
	}
}

// LoadReal writes the real public data into a database. Doing it again changes
// nothing.
func LoadReal(ctx context.Context, db *store.DB, share fs.FS, progress Progress) error {
	for _, d := range datasets(share) {
		id, err := addSource(ctx, db, d.source)
		if err != nil {
			return err
		}
		claims, err := d.claims(id)
		if err != nil {
			return fmt.Errorf("read %s: %w", d.what, err)
		}
		err = db.Write(ctx, access.System(), func(tx *store.Tx) error {
			_, err := tx.PutClaims(ctx, fact.KindOf(d.kind), claims, store.PutOptions{Create: true})
			return err
		})
		if err != nil {
			return fmt.Errorf("load %s: %w", d.what, err)
		}
		progress(d.what, len(claims), len(claims))
	}
	return placeListed(ctx, db)
}

// stated is a claim on a record whose public ID follows from what it is.
func stated(kind, subject string, source int64, asOf string, values map[string]any) fact.Claim {
	for k, v := range values {
		if v == "" || v == nil {
			delete(values, k) // unknown, not empty
		}
	}
	return fact.Claim{Kind: kind, Subject: subject, Source: source, AsOf: asOf, GivenBy: "system", Values: values}
}

func listedPID(code string) string { return pid("F", "listed", code) }

func listedFirms(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, c := range placement.ListedCompanies() {
		out = append(out, stated("firm", listedPID(c.Code), s, placement.ListedAsOf, map[string]any{
			"name": c.Name, "short_name": c.Name, "listed": c.Code, "region": string(c.Region), "status": "active",
			"legal_kind": "legal", "industry": c.Industry, "products": c.Products,
		}))
	}
	return out, nil
}

// placeListed puts the listed companies on their nodes, as their own
// publications describe their business.
func placeListed(ctx context.Context, db *store.DB) error {
	home := map[string]region.Code{}
	for _, c := range placement.ListedCompanies() {
		home[c.Code] = c.Region
	}
	return db.Write(ctx, access.System(), func(tx *store.Tx) error {
		id, err := tx.AddSource(ctx, source("上市公司公开披露的主营业务", "上市公司年度报告", "公开信息摘编", "2024-12-31", 60))
		if err != nil {
			return err
		}
		var all []placement.Placement
		for _, p := range placement.ListedPlacements() {
			for _, node := range p.Nodes {
				all = append(all, placement.Placement{
					PID: pid("X", p.Code, string(p.Chain), string(node)), Firm: listedPID(p.Code), Chain: string(p.Chain), Node: string(node), Region: home[p.Code],
					Confidence: 0.95, Words: p.Why(), Method: placement.Import, State: placement.Confirmed, ValueGrade: p.Grade, Source: id, DecidedBy: "system",
				})
			}
		}
		return tx.PutPlacements(ctx, all)
	})
}

// agriLatest are the rows of the latest full list, one for each firm.
func agriLatest() []map[string]string {
	seen := map[string]bool{}
	var out []map[string]string
	for _, row := range open("leading_agri_enterprises.csv.gz") {
		if key := fact.Key(row["name"]); row["batch"] == "99" && !seen[key] {
			seen[key] = true
			out = append(out, row)
		}
	}
	return out
}

func agriPID(row map[string]string) string { return pid("F", "agri", fact.Key(row["name"])) }

func agriFirms(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, row := range agriLatest() {
		if code := provinceCode(row["province"]); code != "" {
			out = append(out, stated("firm", agriPID(row), s, "2025-12-31", map[string]any{
				"name": strings.TrimSpace(row["name"]), "region": string(code), "legal_kind": "legal", "status": "active",
			}))
		}
	}
	return out, nil
}

func agriHonours(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, row := range agriLatest() {
		if provinceCode(row["province"]) != "" {
			out = append(out, stated("honour", pid("H", "agri", fact.Key(row["name"])), s, "2025-12-31", map[string]any{
				"firm": agriPID(row), "rung": "agri_leading", "granted": row["year"], "authority": "农业农村部",
			}))
		}
	}
	return out, nil
}

func macroStatistics(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, row := range open("nbs_province_long.csv.gz") {
		if strings.Contains(row["indicator"], "抽样调查") {
			continue // persons in a sample, not the population
		}
		out = appendFigure(out, s, row["province"], row["indicator"], row["unit"], row["year"], row["value"])
	}
	return out, nil
}

// scienceTables are the tables of the yearbooks that are loaded, with the words
// that make their indicators speak for themselves.
var scienceTables = map[string]string{
	"RDIntense": "", "IndustryOperation": "高技术产业", "RDPatentValid": "有效专利", "PublicBudget": "一般公共预算支出", "RDLaborHour": "研发人员全时当量",
}

func scienceStatistics(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, row := range open("province_indicators_long.csv.gz") {
		prefix, wanted := scienceTables[row["table"]]
		if !wanted {
			continue
		}
		name := strings.NewReplacer("RD强度", "研发经费投入强度", "RD经费", "研发经费").Replace(row["indicator"])
		if prefix != "" {
			name = prefix + "：" + name
		}
		out = appendFigure(out, s, row["province"], name, row["unit"], row["year"], row["value"])
	}
	for _, row := range open("hightech_enterprise_counts.csv") {
		out = appendFigure(out, s, row["province"], "高新技术企业数", "家", row["year"], row["count"])
	}
	return out, nil
}

// appendFigure adds one figure; a cell without a value is left out.
func appendFigure(out []fact.Claim, s int64, province, indicator, unit, year, value string) []fact.Claim {
	code := region.Nation
	if province != "全国" {
		code = provinceCode(province)
	}
	y, err := strconv.ParseInt(year, 10, 64)
	if code == "" || err != nil || value == "" {
		return out
	}
	return append(out, stated("statistic", pid("S", string(code), indicator, year), s, year+"-12-31", map[string]any{
		"region": string(code), "indicator": indicator, "year": y, "value": value, "unit": unit,
	}))
}

func laboratories(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, row := range open("state_key_labs.csv") {
		since, _ := strconv.ParseInt(row["start_year"], 10, 64)
		values := map[string]any{
			"name": row["name"], "region": string(provinceCode(row["province"])), "institute_kind": "lab", "host": row["host_institution"], "field": row["field"], "chain": chainOfTitle(row["name"]),
		}
		if since > 0 {
			values["since"] = since
		}
		out = append(out, stated("institute", pid("I", row["name"]), s, row["year"]+"-12-31", values))
	}
	return out, nil
}

func researchProjects(s int64) ([]fact.Claim, error) {
	var out []fact.Claim
	for _, row := range open("nkrdp_projects.csv.gz") {
		values := map[string]any{"name": row["title"], "number": row["project_no"], "owner": row["lead_institution"], "project_kind": "joint", "chain": chainOfTitle(row["title"] + row["programme"]), "lead": "科学技术部"}
		if funds, err := strconv.ParseFloat(row["funds_10k_cny"], 64); err == nil {
			values["investment"] = int64(funds * float64(money.Wan))
		}
		out = append(out, stated("project", pid("J", row["project_no"], row["title"]), s, row["year"]+"-12-31", values))
	}
	return out, nil
}

func policies(share fs.FS, s int64) ([]fact.Claim, error) {
	rows, err := readTable(share, "policies/policies.csv.gz")
	if err != nil {
		return nil, err
	}
	var out []fact.Claim
	for _, row := range rows {
		out = append(out, stated("policy", pid("Y", row["seq"], row["title"]), s, row["published_date"], map[string]any{
			"title": row["title"], "number": row["document_no"], "issuer": issuer(row["title"]), "region": string(region.Nation),
			"written": row["written_date"], "published": row["published_date"], "url": row["url"], "chain": chainOfTitle(row["title"]),
		}))
	}
	return out, nil
}

// issuer reads who issued a document off its title.
func issuer(title string) string {
	for _, name := range []string{"中共中央办公厅 国务院办公厅", "国务院办公厅", "国务院"} {
		if strings.HasPrefix(title, name) {
			return name
		}
	}
	return ""
}

// titleWords tie a document to a chain by the words of its title.
var titleWords = []struct{ word, chain string }{
	{"新能源汽车", "nev"}, {"动力电池", "nev"}, {"电动汽车", "nev"}, {"汽车产业", "nev"}, {"汽车工业", "nev"}, {"汽车安全", "nev"}, {"充电基础设施", "nev"},
	{"集成电路", "ic"}, {"半导体", "ic"}, {"微电子", "ic"}, {"芯片", "ic"}, {"软件产业", "ic"}, {"光刻", "ic"},
}

// chainOfTitle returns the chain whose words a title carries, or "".
func chainOfTitle(title string) string {
	for _, w := range titleWords {
		if strings.Contains(title, w.word) {
			return w.chain
		}
	}
	return ""
}
