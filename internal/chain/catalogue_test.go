package chain_test

import (
	"slices"
	"testing"

	"lianzhang/internal/chain"
)

// The names of the catalogues are exactly the published ones, in their order.
func TestCatalogueNames(t *testing.T) {
	for id, want := range map[string][]string{
		"henan":         {"新型显示和智能终端", "生物医药", "节能环保", "新能源及网联汽车", "新一代人工智能", "网络安全", "尼龙新材料", "智能装备", "智能传感器", "5G"},
		"heilongjiang":  {"石化", "玉米加工", "生物医药", "石墨", "汽车", "航空航天", "新型智能装备制造"},
		"xian-hightech": {"新材料新能源", "电子信息", "高端装备", "生物医药", "汽车", "现代服务业", "硬科技", "现代金融", "文化旅游", "建筑业"},
		"tianjin":       {"信息技术应用创新", "生物医药", "新能源", "高端装备", "汽车和新能源汽车", "车联网", "新材料", "集成电路", "绿色石化", "航空航天"},
		"guangzhou": {"智能网联与新能源汽车", "绿色石化和新材料", "现代高端装备", "超高清视频和新型显示", "软件和信创", "人工智能", "半导体和集成电路",
			"生物医药及高端医疗器械", "新能源", "节能环保和生态", "轨道交通", "批发零售和住宿餐饮", "现代会展业", "现代金融业", "文化创意", "时尚产业",
			"医疗与健康", "都市现代农业", "体育与健身", "建筑业和规划设计", "检验检测服务业"},
		"hubei-finance": {"特色淡水产品(小龙虾)", "蔬菜(香菇)", "茶叶(青砖茶)", "道地药材(艾草)", "航空航天", "集成电路", "汽车", "现代化工"},
		"hefei":         {"集成电路", "新型显示"},
	} {
		c, err := chain.LoadCatalogue(id)
		if err != nil {
			t.Error(err)
			continue
		}
		var names []string
		for _, e := range c.Current().Chains {
			names = append(names, e.Name.Zh)
		}
		if !slices.Equal(names, want) {
			t.Errorf("%s: %v, want %v", id, names, want)
		}
	}
}

// Tianjin strengthens five, grows two and extends three.
func TestTianjinClasses(t *testing.T) {
	c, err := chain.LoadCatalogue("tianjin")
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, e := range c.Current().Chains {
		count[e.Class]++
	}
	if count[chain.ClassStrengthen] != 5 || count[chain.ClassGrow] != 2 || count[chain.ClassExtend] != 3 {
		t.Errorf("classes %v", count)
	}
}

// Hefei's catalogue grew from 12 to 16 chains; names that are not given are
// not invented, and the history stays.
func TestHefeiHistory(t *testing.T) {
	c, err := chain.LoadCatalogue("hefei")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Editions) != 2 || c.Editions[0].Count != 12 || c.Editions[1].Count != 16 || len(c.Editions[1].Chains) != 2 {
		t.Errorf("history %+v", c.Editions)
	}
	if added, removed := c.Changes(0); len(added) != 2 || len(removed) != 0 {
		t.Errorf("first edition: added %d, removed %d", len(added), len(removed))
	}
	if added, removed := c.Changes(1); len(added) != 0 || len(removed) != 0 {
		t.Errorf("second edition: added %d, removed %d", len(added), len(removed))
	}
}

// Guangzhou names eight chains at the trillion level.
func TestGuangzhouTrillion(t *testing.T) {
	c, err := chain.LoadCatalogue("guangzhou")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range c.Current().Chains {
		if e.TargetTier == chain.TierTrillion {
			n++
		}
	}
	if n != 8 {
		t.Errorf("%d chains at the trillion level", n)
	}
}

// Where a catalogue's chain follows a template, the template exists.
func TestCataloguesFollowTemplates(t *testing.T) {
	for _, c := range chain.Catalogues() {
		for _, e := range c.Editions {
			for _, x := range e.Chains {
				if x.Base == "" {
					continue
				}
				if _, err := chain.Load(x.Base); err != nil {
					t.Errorf("%s: %v", x.ID, err)
				}
			}
		}
	}
}

// Changxing's chain has its six stages in the order the county names them.
func TestChangxingStages(t *testing.T) {
	c, err := chain.Load("changxing-new-energy")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range c.Stages {
		names = append(names, s.Name.Zh)
	}
	if want := []string{"电池研发", "生产组装", "原辅材料加工", "零配件制造", "销售", "废旧电池回收"}; !slices.Equal(names, want) {
		t.Errorf("stages %v", names)
	}
	for _, s := range c.Stages {
		if !slices.ContainsFunc(c.Nodes, func(n chain.Node) bool { return n.Stage == s.ID }) {
			t.Errorf("%s has no node", s.Name.Zh)
		}
	}
}
