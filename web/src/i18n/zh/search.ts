export default {
  hint: "查企业、产业链、地区、命令",
  title: "查找与命令",
  placeholder: "企业、产业链、地区或命令；可输拼音、首字母、信用代码片段",
  kind: { firm: "企业", chain: "产业链", place: "地区（切换范围）", command: "页面与命令" },
  none: "没有找到。换几个字，或少输几个字试试。",
  move: "选择",
  open: "打开",
  command: { import: "导入表格", dark: "切换为深色", light: "切换为浅色", large: "切换为大字", print: "打印本页" },
};
