package pinyin

import (
	"slices"
	"strings"
	"sync"
)

type word struct {
	runes     []rune
	syllables []string
}

// surnames are characters whose reading at the head of a name is not the
// dictionary's first.
var surnames = map[rune]string{
	'单': "shan", '曾': "zeng", '解': "xie", '仇': "qiu", '查': "zha", '朴': "piao", '任': "ren",
	'翟': "zhai", '盖': "gai", '纪': "ji", '燕': "yan", '长': "chang", '重': "chong", '华': "hua",
}

// readings holds words of places and trades whose reading the dictionary's
// first reading of each character would get wrong; longest first for each
// first character.
var readings = sync.OnceValue(func() map[rune][]word {
	m := map[rune][]word{}
	for _, line := range strings.Split(strings.TrimSpace(words), "\n") {
		for _, entry := range strings.Split(line, ";") {
			hanzi, syllables, _ := strings.Cut(strings.TrimSpace(entry), " ")
			w := word{runes: []rune(hanzi), syllables: strings.Fields(syllables)}
			m[w.runes[0]] = append(m[w.runes[0]], w)
		}
	}
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b word) int { return len(b.runes) - len(a.runes) })
	}
	return m
})

const words = `
长兴 chang xing; 长沙 chang sha; 长春 chang chun; 长江 chang jiang; 长治 chang zhi; 长安 chang an; 长城 chang cheng; 长宁 chang ning; 长子县 zhang zi xian; 长葛 chang ge
长丰 chang feng; 长海 chang hai; 长泰 chang tai; 长乐 chang le; 长汀 chang ting; 长寿 chang shou; 长垣 chang yuan; 长清 chang qing; 长岛 chang dao; 长白 chang bai; 长阳 chang yang; 长武 chang wu
长三角 chang san jiao; 链长 lian zhang; 市长 shi zhang; 部长 bu zhang; 董事长 dong shi zhang; 增长 zeng zhang; 成长 cheng zhang; 延长 yan chang; 特长 te chang; 长虹 chang hong; 长电 chang dian; 长园 chang yuan; 长飞 chang fei; 长鑫 chang xin
重庆 chong qing; 重工 zhong gong; 重型 zhong xing; 重汽 zhong qi; 重科 zhong ke; 重机 zhong ji; 重点 zhong dian; 重卡 zhong ka; 重组 chong zu; 重装 zhong zhuang; 载重 zai zhong; 起重 qi zhong; 重新 chong xin; 双重 shuang chong; 三重 san chong; 崇重 chong zhong
单县 shan xian; 曾都 zeng du; 曾母 zeng mu; 曾氏 zeng shi; 解氏 xie shi; 单晶 dan jing; 单项 dan xiang; 单位 dan wei; 解放 jie fang; 解决 jie jue; 华为 hua wei
厦门 xia men; 大厦 da sha; 六安 lu an; 六合 lu he; 蚌埠 beng bu; 亳州 bo zhou; 东阿 dong e; 阿胶 e jiao; 乐清 yue qing; 乐山 le shan; 乐亭 lao ting; 音乐 yin yue; 台州 tai zhou; 天台 tian tai; 丽水 li shui
番禺 pan yu; 铅山 yan shan; 浚县 xun xian; 荥阳 xing yang; 荥经 ying jing; 尉犁 yu li; 尉氏 wei shi; 牟平 mu ping; 中牟 zhong mu; 大埔 da bu; 黄埔 huang pu; 朝阳 chao yang; 行唐 xing tang; 井陉 jing xing; 蔚县 yu xian
洪洞 hong tong; 繁峙 fan shi; 莘县 shen xian; 莘庄 xin zhuang; 朝天 chao tian; 都匀 du yun; 成都 cheng du; 都江堰 du jiang yan; 首都 shou du; 新都 xin du; 丰都 feng du; 于都 yu du; 宜都 yi du; 曾用 ceng yong
洞头 dong tou; 台儿庄 tai er zhuang; 枞阳 zong yang; 歙县 she xian; 黟县 yi xian; 涡阳 guo yang; 濮阳 pu yang; 武陟 wu zhi; 柘城 zhe cheng; 渑池 mian chi; 鄄城 juan cheng; 莒县 ju xian; 费县 fei xian; 无棣 wu di; 监利 jian li; 郧阳 yun yang
银行 yin hang; 行业 hang ye; 商行 shang hang; 支行 zhi hang; 分行 fen hang; 车行 che hang; 行政 xing zheng; 飞行 fei xing; 自行车 zi xing che; 会计 kuai ji; 调味 tiao wei; 调控 tiao kong; 空调 kong tiao; 调度 diao du; 传动 chuan dong; 自传 zi zhuan
葛洲坝 ge zhou ba; 诸葛 zhu ge; 柏林 bo lin; 石柱 shi zhu; 参茸 shen rong; 人参 ren shen; 海参 hai shen; 校准 jiao zhun; 切削 qie xiao; 薄膜 bo mo; 薄板 bao ban; 轧钢 zha gang; 轧辊 zha gun; 粘接 zhan jie; 粘胶 nian jiao; 压轧 ya zha
大夫 dai fu; 便利 bian li; 颗粒 ke li; 弹簧 tan huang; 弹性 tan xing; 炸药 zha yao; 系统 xi tong; 模具 mu ju; 模型 mo xing; 模块 mo kuai; 模组 mo zu; 膜 mo; 率 lv; 曲阜 qu fu; 曲靖 qu jing; 藏族 zang zu; 西藏 xi zang; 储藏 chu cang; 冷藏 leng cang
石河子 shi he zi; 浒墅关 xu shu guan; 浒湾 xu wan; 甪直 lu zhi; 角直 lu zhi; 盱眙 xu yi; 邗江 han jiang; 邳州 pi zhou; 溧阳 li yang; 溧水 li shui; 睢宁 sui ning; 睢县 sui xian; 儋州 dan zhou; 万宁 wan ning; 那曲 na qu; 巴音郭楞 ba yin guo leng
`
