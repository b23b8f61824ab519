export default {
  empty: "没有符合条件的记录",
  loading: "正在读取",
  sortBy: "按{name}排序",
  columns: "列",
  reset: "恢复默认",
  up: "上移{name}",
  down: "下移{name}",
  copied: "已复制 {count} 格，可粘贴到表格软件",
};
