export default {
  close: "关闭",
  retry: "重试",
  code: "代码",
  trace: "追踪号",
  unknown: "尚无数据",
  demo: "演示数据",
  demoShort: "演示",
  demoWhy: "这是为演示虚构的数据，不对应真实主体",
  noPage: "没有这个页面",
  noPageHint: "地址可能写错，或页面已移走。",
  home: "返回首页",
};
