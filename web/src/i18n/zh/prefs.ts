export default {
  theme: "配色",
  themes: { system: "跟随系统", light: "浅色", dark: "深色", contrast: "高对比" },
  scale: "字号",
  scales: { "100": "标准", "125": "大字", "150": "特大字" },
  density: "行距",
  densities: { compact: "紧凑", roomy: "宽松" },
  lang: "语言 / Language",
};
