package badcase

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"lianzhang/internal/firm"
	"lianzhang/internal/intake"
)

// codes are cases D: identity and codes. C2 is the cell in question.
func codes() []Case {
	one := func(n int, why, title, value, code, severity string) Case {
		return Case{Number: n, Why: why, Kind: "enterprises", File: "a.csv", Bytes: firms(title, value), Code: code, Severity: severity, Cell: "C2", Rows: 1}
	}
	uscc := func(n int, why, value, code, severity string) Case {
		return one(n, why, "统一社会信用代码", value, code, severity)
	}
	body := "91330100DEM000015"
	check, _ := firm.CheckCharacter(body)
	number := func(why string, value any) Case {
		return Case{Number: 38, Why: why, Kind: "enterprises", File: "a.xlsx", Bytes: table([]any{"企业名称", "所在地区", "统一社会信用代码"}, []any{"演示丙有限公司", "330100", value}), Code: "USCC_SCI", Severity: "E", Cell: "C2", Rows: 1}
	}
	rows := func(n int, why, code, severity, cell string, lines ...string) Case {
		return Case{Number: n, Why: why, Kind: "enterprises", File: "a.csv", Bytes: csv(lines...), Code: code, Severity: severity, Cell: cell, Rows: len(lines) - 1}
	}
	return []Case{
		uscc(36, "a wrong check character", "91330100DEM0000148", "USCC_CHECK", "E"),
		uscc(36, "O for zero", "9133O100DEM000030Y", "USCC_CHECK", "E"),
		uscc(37, "lower case, blanks and hyphens", "91330100-dem0 00030y\t", "USCC_FORM", "N"),
		uscc(38, "seventeen characters", "91330100DEM000030", "USCC_LENGTH", "E"),
		uscc(38, "letters that no code has", "91330100DEI00S0VZ1", "USCC_CHECK", "E"),
		uscc(38, "all zeros", "000000000000000000", "USCC_SCI", "E"),
		uscc(38, "typed as a number and saved as text", "9.1330100E+17", "USCC_SCI", "E"),
		uscc(38, "the last digits became zeros", "913301001234567000", "USCC_SCI", "E"),
		number("a number cell", 9.13301001234567e17),
		uscc(39, "an old registration number", "110108000000016", "USCC_LEGACY", "W"),
		uscc(39, "an organisation code", "DEM000014", "USCC_LEGACY", "W"),
		uscc(40, "only the inner check is wrong", body+string(check), "USCC_ORG", "W"),
		rows(41, "registered elsewhere", "USCC_REGION", "W", "C2", "企业名称,所在地区,统一社会信用代码", "演示丙有限公司,440100,91330100DEM000030Y"),
		rows(42, "one code, two names", "DUP_IN_FILE", "E", "C3", "企业名称,所在地区,统一社会信用代码", "演示丙有限公司,330100,91330100DEM000030Y", "演示丁有限公司,330100,91330100DEM000030Y"),
		rows(42, "one name, two codes", "NAME_TWO_CODES", "W", "A3", "企业名称,所在地区,统一社会信用代码", "演示丙有限公司,330100,91330100DEM000030Y", "演示丙有限公司,330100,91330100DEM0000224"),
		rows(42, "a name like one on record", "DUP_LIKELY", "W", "A2", "企业名称,所在地区", "演示甲股份有限公司,330100"),
		rows(43, "a branch", "FIRM_BRANCH", "W", "A2", "企业名称,所在地区", "演示甲有限公司杭州分公司,330100"),
		uscc(44, "an identity card", "11010519491231002X", "USCC_PERSONAL", "E"),
		uscc(44, "a mobile number", "13800138000", "USCC_PERSONAL", "E"),
		rows(45, "an abolished district", "DIVISION_ABOLISHED", "W", "B2", "企业名称,所在地区", "演示丙有限公司,330103"),
		{Number: 45, Why: "a district that was not there yet", Kind: "enterprises", File: "a.csv", Bytes: csv("企业名称,所在地区", "演示丙有限公司,330114"), Options: intake.Options{AsOf: "2018"}, Code: "DIVISION_NOT_YET", Severity: "W", Cell: "B2", Rows: 1},
		{Number: 45, Why: "a district in the year it came to be", Kind: "enterprises", File: "a.csv", Bytes: csv("企业名称,所在地区", "演示丙有限公司,330114"), Options: intake.Options{AsOf: "2021"}, Rows: 1},
		rows(45, "five digits", "DIVISION_UNKNOWN", "E", "B2", "企业名称,所在地区", "演示丙有限公司,33010"),
		rows(45, "code and name of two places", "DIVISION_CONFLICT", "E", "B2", "企业名称,所在地区", "演示丙有限公司,330100 宁波市"),
		one(46, "name only", "行业代码", "锂离子电池制造", "INDUSTRY_NAME", "N"),
		one(46, "the number of an earlier edition beside its name", "行业代码", "3840 锂离子电池制造", "INDUSTRY_EDITION", "W"),
		one(46, "a number of 2011 beside its name", "行业代码", "3660 汽车零部件及配件制造", "INDUSTRY_2011", "W"),
		one(46, "a number of 2011 that became several", "行业代码（GB/T 4754-2011）", "3610", "INDUSTRY_SPLIT", "E"),
		one(46, "a number of 2011 that moved", "行业代码（GB/T 4754-2011）", "C3640", "INDUSTRY_2011", "W"),
		one(46, "a number that the edition of 2011 had not", "行业代码（GB/T 4754-2011）", "3670", "INDUSTRY_2011_UNKNOWN", "E"),
		one(46, "a service of 2011, which nothing covers", "行业代码（GB/T 4754-2011）", "6591", "INDUSTRY_2011_UNKNOWN", "E"),
		one(46, "the same in both editions", "行业代码（GB/T 4754-2011）", "3841", "", ""),
		one(46, "a number of two meanings, and nothing tells the edition", "行业代码", "3660", "INDUSTRY_TWO_EDITIONS", "W"),
		one(46, "a number of two meanings, and the title tells the edition", "行业代码（GB/T 4754-2017）", "3660", "", ""),
		one(46, "a number that only 2011 had", "行业代码", "3468", "INDUSTRY_2011", "W"),
		one(46, "a class under a wrong section", "行业代码", "A3841", "INDUSTRY_LETTER", "W"),
		one(46, "no such class", "行业代码", "9999", "INDUSTRY_UNKNOWN", "E"),
		rows(47, "a lead firm that was struck off", "STATUS_CONFLICT", "E", "D2", "企业名称,所在地区,链上角色,登记状态", "演示丙有限公司,330100,链主,注销"),
	}
}

// figures are cases E (numbers and units) and F (dates).
func figures() []Case {
	one := func(n int, why, title, value, code, severity string) Case {
		return Case{Number: n, Why: why, Kind: "enterprises", File: "a.csv", Bytes: firms(title, `"`+value+`"`), Code: code, Severity: severity, Cell: "C2", Rows: 1}
	}
	money := func(n int, why, value, code, severity string) Case {
		return one(n, why, "营业收入（万元）", value, code, severity)
	}
	peers := []string{"企业名称,所在地区,营业收入（万元）"}
	for i := range 9 {
		peers = append(peers, fmt.Sprintf("演示%d号有限公司,330100,%d", i, 100+i))
	}
	peers = append(peers, "演示十号有限公司,330100,100000000")
	kind := func(n int, why, kind, code, severity, cell string, lines ...string) Case {
		return Case{Number: n, Why: why, Kind: kind, File: "a.csv", Bytes: csv(lines...), Code: code, Severity: severity, Cell: cell, Rows: len(lines) - 1}
	}
	period := Case{Number: 59, Why: "a sheet of the third quarter given as the fourth", Kind: "enterprises", File: "a.csv",
		Bytes: csv("2025年三季度企业情况表,,", "企业名称,所在地区,营业收入", "演示丙有限公司,330100,1"), Options: intake.Options{AsOf: "2025Q4"}, Code: "PERIOD_MISMATCH", Severity: "W", Rows: 1}
	return []Case{
		money(48, "a unit in the cell", "1.2亿", "", ""),
		money(48, "thousands and a unit", "3,500万元", "NUMBER_GROUPED", "N"),
		money(48, "about", "约5000", "AMOUNT_VAGUE", "E"),
		money(48, "more than", ">1亿", "AMOUNT_VAGUE", "E"),
		money(48, "a range", "1-2亿", "AMOUNT_VAGUE", "E"),
		kind(49, "a million times its peers", "enterprises", "UNIT_SUSPECT", "W", "C11", peers...),
		kind(49, "ten thousand times last year", "enterprises", "UNIT_SUSPECT", "W", "C2", "企业名称,所在地区,营业收入（万元）,统一社会信用代码", "演示甲有限公司,330100,1000000000,91330100DEM0000149"),
		money(50, "negative revenue", "-5", "NUMBER_NEGATIVE", "E"),
		money(50, "not a number", "Inf", "NUMBER_INVALID", "E"),
		money(50, "beyond all size", "1e308", "NUMBER_OVERFLOW", "E"),
		money(50, "twenty digits", "12345678901234567890", "NUMBER_OVERFLOW", "E"),
		money(50, "minus zero", "-0", "", ""),
		money(51, "full-width digits", "１２３．５", "TEXT_WIDTH", "N"),
		money(51, "a decimal comma", "1 234,56", "NUMBER_EUROPEAN", "E"),
		money(51, "a full-width comma", "1，234", "NUMBER_GROUPED", "N"),
		money(51, "an amount in words", "壹佰万", "NUMBER_CHINESE", "E"),
		one(51, "brackets of accountants", "利润总额", "(500)", "NUMBER_ACCOUNTING", "N"),
		kind(52, "shares above a hundred", "links", "SHARE_SUM", "W", "D3", "供应商,采购商,产品,占采购比重", "演示甲有限公司,演示乙有限公司,电芯,60", "样例实业有限公司,演示乙有限公司,电芯,60"),
		kind(52, "parts above the whole", "statistics", "SUM_MISMATCH", "W", "D2", "地区,指标,年份,数值,单位", "浙江省,产值,2025,100,亿元", "杭州市,产值,2025,80,亿元", "宁波市,产值,2025,60,亿元"),
		one(53, "half a person", "从业人员", "12.5", "COUNT_FRACTION", "E"),
		one(53, "minus one patent", "有效发明专利", "-1", "NUMBER_NEGATIVE", "E"),
		kind(53, "ten thousand per cent", "products", "PERCENT_LARGE", "W", "C2", "企业名称,产品名称,产能利用率", "演示甲有限公司,电芯,10000%"),
		money(54, "dollars", "100万美元", "CURRENCY", "W"),
		one(54, "a column of dollars", "出口额（万美元）", "100", "CURRENCY", "W"),
		one(55, "a thirteenth month", "成立日期", "2026/13/01", "DATE_INVALID", "E"),
		one(55, "no leap year", "成立日期", "2025-02-29", "DATE_INVALID", "E"),
		one(55, "a year of two digits", "成立日期", "16.1.5", "DATE_SHORT_YEAR", "W"),
		one(55, "eight digits", "成立日期", "20160101", "", ""),
		one(55, "a month", "成立日期", "2016年1月", "", ""),
		{Number: 55, Why: "a day number", Kind: "enterprises", File: "a.xlsx", Bytes: table([]any{"企业名称", "所在地区", "成立日期"}, []any{"演示丙有限公司", "330100", 46023}), Code: "DATE_SERIAL", Severity: "N", Cell: "C2", Rows: 1},
		{Number: 55, Why: "a workbook that counts from 1904", Kind: "enterprises", File: "a.xlsx", Bytes: book(func(f *excelize.File) {
			yes := true
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
				panic(err)
			}
			put(f, "Sheet1", 1, []any{"企业名称", "所在地区", "成立日期"}, []any{"演示丙有限公司", "330100", 43000})
		}), Code: "DATE_SERIAL", Severity: "N", Cell: "C2", Rows: 1},
		one(56, "founded tomorrow", "成立日期", "2099-01-01", "DATE_FUTURE", "E"),
		one(56, "founded under the emperor", "成立日期", "1850", "DATE_OLD", "W"),
		kind(57, "a deadline before the start", "projects", "DATE_ORDER", "E", "C2", "项目名称,开工日期,计划完成", "演示项目,2026-03-01,2026-02-01"),
		kind(57, "a deadline on a Sunday", "projects", "DATE_WEEKEND", "W", "B2", "项目名称,计划完成", "演示项目,2026-03-01"),
		kind(57, "a deadline on a holiday", "projects", "DATE_HOLIDAY", "W", "B2", "项目名称,计划完成", "演示项目,2026-10-05"),
		kind(57, "a deadline on a Saturday on which people work", "projects", "", "", "", "项目名称,计划完成", "演示项目,2026-10-10"),
		kind(57, "a term that ends before it begins", "honours", "DATE_ORDER", "E", "D2", "企业名称,梯度,认定日期,有效期至", "演示甲有限公司,小巨人,2024-01-01,2023-01-01"),
		kind(58, "work before the signature", "projects", "DATE_ORDER", "E", "C2", "项目名称,签约日期,开工日期", "演示项目,2025-06-01,2025-05-01"),
		kind(58, "work before the project was filed", "projects", "DATE_ORDER", "E", "D2", "项目名称,立项日期,签约日期,开工日期", "演示项目,2025-06-01,2025-04-01,2025-05-01"),
		kind(58, "work in the month of the filing", "projects", "", "", "", "项目名称,立项日期,开工日期", "演示项目,2025-06,2025-06-02"),
		kind(58, "done and never begun", "projects", "DATE_NO_START", "E", "B2", "项目名称,竣工日期", "演示项目,2025-06-01"),
		kind(58, "a figure of a closed year", "statistics", "PERIOD_CLOSED", "E", "C2", "地区,指标,年份,数值,单位", "浙江省,产值,2019,100,亿元"),
		kind(58, "turnover of a closed year", "enterprises", "PERIOD_CLOSED", "E", "C2", "企业名称,所在地区,数据年度,营业收入", "演示丙有限公司,330100,2019,5"),
		{Number: 58, Why: "a stage dated back into a closed year", Kind: "projects", File: "a.csv", Bytes: csv("项目名称,阶段", "演示项目,投产"), Options: intake.Options{AsOf: "2019-06"}, Code: "PERIOD_CLOSED", Severity: "E", Rows: 1},
		kind(58, "a figure of the year after", "statistics", "", "", "", "地区,指标,年份,数值,单位", "浙江省,产值,2020,100,亿元"),
		period,
	}
}

// graphs are cases G: chains and links.
func graphs() []Case {
	kind := func(n int, why, kind, code, severity, cell string, lines ...string) Case {
		return Case{Number: n, Why: why, Kind: kind, File: "a.csv", Bytes: csv(lines...), Code: code, Severity: severity, Cell: cell, Rows: len(lines) - 1}
	}
	deep := []string{"产业链,环节代码,环节名称,上级环节", "新能源汽车,n0,零,"}
	for i := 1; i <= 13; i++ {
		deep = append(deep, fmt.Sprintf("新能源汽车,n%d,第%d级,n%d", i, i, i-1))
	}
	many := []string{"企业名称,产品名称,产业链,环节"}
	for i := range 40 {
		many = append(many, fmt.Sprintf("演示甲有限公司,产品%d,新能源汽车,nev.cell", i))
	}
	stub := kind(63, "an enterprise that nobody knows, made on request", "links", "FIRM_STUB", "W", "A2", "供应商,采购商,产品", "演示未知有限公司,演示乙有限公司,电芯")
	stub.Options.Stubs = true
	return []Case{
		kind(60, "a circle of levels", "nodes", "CHAIN_CYCLE", "E", "D2", "产业链,环节代码,环节名称,上级环节", "新能源汽车,a,甲,b", "新能源汽车,b,乙,c", "新能源汽车,c,丙,a"),
		kind(60, "its own parent", "nodes", "CHAIN_CYCLE", "E", "D2", "产业链,环节代码,环节名称,上级环节", "新能源汽车,a,甲,a"),
		kind(60, "thirteen levels", "nodes", "CHAIN_DEEP", "E", "D14", deep...),
		kind(61, "a firm that supplies itself", "links", "EDGE_SELF", "E", "B2", "供应商,采购商,产品", "演示甲有限公司,演示甲有限公司,电芯"),
		kind(61, "a firm that supplies itself between plants", "links", "EDGE_INTERNAL", "W", "B2", "供应商,采购商,产品,内部配套", "演示甲有限公司,演示甲有限公司,电芯,是"),
		kind(62, "one link twice", "links", "DUP_SAME", "N", "A3", "供应商,采购商,产品", "演示甲有限公司,演示乙有限公司,电芯", "演示甲有限公司,演示乙有限公司,电芯"),
		kind(62, "the other direction", "links", "EDGE_REVERSE", "W", "B3", "供应商,采购商,产品", "演示甲有限公司,演示乙有限公司,电芯", "演示乙有限公司,演示甲有限公司,电芯"),
		kind(63, "an enterprise that nobody knows", "links", "FIRM_NOT_FOUND", "E", "A2", "供应商,采购商,产品", "演示未知有限公司,演示乙有限公司,电芯"),
		stub,
		kind(63, "a node spelled otherwise", "products", "NODE_UNKNOWN", "E", "D2", "企业名称,产品名称,产业链,环节", "演示甲有限公司,电芯,新能源汽车,动力电池单体电芯产品"),
		kind(64, "mutual supply", "links", "EDGE_REVERSE", "W", "B3", "供应商,采购商,产品", "演示甲有限公司,演示乙有限公司,电芯", "演示乙有限公司,演示甲有限公司,电芯"),
		kind(65, "one firm on forty nodes", "products", "FIRM_MANY_NODES", "W", "D41", many...),
		kind(65, "a parent that is nowhere", "nodes", "NODE_ORPHAN", "W", "D2", "产业链,环节代码,环节名称,上级环节", "新能源汽车,a,甲,nowhere"),
	}
}

// offline is case 66: a sheet that was taken away before [Seed] wrote, and that
// says of an enterprise what Seed said otherwise meanwhile.
func offline() Case {
	return Case{Number: 66, Why: "two edit one record apart from each other", Kind: "enterprises", File: "a.xlsx", Bytes: Offline(), Code: "EDIT_CONFLICT", Severity: "E", Cell: "D2", Rows: 1}
}

// Offline is the workbook of case 66 with more rows below (name, code, place,
// turnover in 万元).
func Offline(more ...[]any) []byte {
	return book(func(f *excelize.File) {
		rows := append([][]any{{"企业名称", "统一社会信用代码", "所在地区", "营业收入（万元）"}, {"演示甲有限公司", "91330100DEM0000149", "330100", 120}}, more...)
		put(f, "Sheet1", 1, rows...)
		if _, err := f.NewSheet("_meta"); err != nil {
			panic(err)
		}
		put(f, "_meta", 1, []any{"kind", "firm"}, []any{"version", intake.TemplateVersion}, []any{"data_version", 0}, []any{"claim", 0}, []any{"at", 0})
	})
}

// payloads are cases 71 to 74 where they touch an import: texts that would be
// commands elsewhere are kept as they are.
func payloads() []Case {
	var list []Case
	for _, p := range []struct {
		n    int
		text string
	}{{71, "=cmd|'/c calc'!A1"}, {71, "@SUM(A1)"}, {71, "＝HYPERLINK(1)"}, {72, "<script>alert(1)</script>"}, {72, "{{7*7}}${jndi:x}"}, {73, "' OR 1=1--"}, {73, `%_\`}} {
		list = append(list, Case{Number: p.n, Why: "kept as text: " + p.text, Kind: "enterprises", File: "a.csv", Bytes: firms("地址", `"`+p.text+`"`), Rows: 1})
	}
	return append(list, Case{Number: 72, Why: "an address that would run", Kind: "policies", File: "a.csv", Bytes: csv("标题,网址", "演示,javascript:alert(1)"), Code: "URL_INVALID", Severity: "E", Cell: "B2", Rows: 1})
}

// All returns every case, in the order of the list. Case 14 needs more than one
// file and has a test of its own.
func All() []Case {
	var all []Case
	for _, part := range [][]Case{files(), layouts(), codes(), figures(), graphs(), {offline()}, payloads()} {
		all = append(all, part...)
	}
	return all
}
