package placement

import "strings"

// plainTails may follow a word without changing what the thing is.
var plainTails = []string{
	"及其", "以及", "研发", "研究", "开发", "研制", "生产", "制造", "销售", "加工", "设计", "服务", "制作", "组装", "装配", "供应",
	"项目", "工程", "业务", "产品", "系列", "系统", "总成", "组件", "模组", "模块", "部件", "零部件", "零件", "器件", "元件", "成品",
	"集成", "技术", "解决方案", "方案", "批发", "零售", "经销", "经营", "相关", "等", "的", "与", "和", "及", "或", "各类", "各种",
	"材料", "制品", "整机", "级", "用", "类", "型", "款", "套", "层", "年产", "粉体", "粉末", "浆料", "粉", "芯片", "本体", "成套",
	"推广", "应用", "利用", "管理", "运营", "建设", "安装", "维护", "出口", "进出口", "自动化", "智能", "专用", "高端", "新型", "工艺", "平台",
}

// equipmentTails leave only the meaning of a word for equipment as it is.
var equipmentTails = []string{"生产线", "产线", "装备", "装置", "设备", "机", "仪", "器", "台", "线"}

// benign tells whether what follows a word leaves its meaning as it is: numbers,
// marks and words such as 研发 or 总成, and the extra words.
func benign(tail []rune, extra ...string) bool {
	s := strings.Trim(string(tail), " -/&+,.*\"'“”《》<>~%()_#@!?")
	for s != "" {
		cut := false
		for _, list := range [][]string{plainTails, extra} {
			for _, t := range list {
				if !cut && strings.HasPrefix(s, t) {
					s, cut = s[len(t):], true
				}
			}
		}
		if cut {
			continue
		}
		if r := []rune(s)[0]; latin(r) || strings.ContainsRune(" -/&+.~%", r) {
			s = s[len(string(r)):]
			continue
		}
		return false
	}
	return true
}

// softly tells whether two words of a phrase stand beside each other as equals:
// 电机及控制器, IGBT/MOSFET, SiC MOSFET.
func softly(between []rune) bool {
	s := strings.TrimSpace(string(between))
	switch s {
	case "及", "和", "与", "或", "以及", "及其", "/", "&", "+", "等", "-":
		return true
	}
	for _, p := range []string{"及", "和", "与", "或", "/", "等"} {
		if strings.HasSuffix(s, p) && benign([]rune(strings.TrimSuffix(s, p))) {
			return true
		}
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// alone cuts off what stands beside a thing as its equal: 电机|及控制器.
func alone(tail []rune) []rune {
	for i, r := range tail {
		if strings.ContainsRune("及和与或/&+", r) {
			return tail[:i]
		}
	}
	return tail
}

// tailEnd is where the text that belongs to match k ends.
func tailEnd(text []rune, matches []match, k int) int {
	if k+1 < len(matches) {
		return matches[k+1].from
	}
	return len(text)
}
