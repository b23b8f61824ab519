export default {
  OFFLINE: "连不上服务。请检查网络，或确认程序正在运行，然后重试。",
  UNEXPECTED: "页面出错，刚才的操作可能没有完成。请刷新后重试。",
};
