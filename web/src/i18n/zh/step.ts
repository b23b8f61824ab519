export default {
  know: { mark: "知", word: "底数" },
  map: { mark: "图", word: "图谱" },
  diagnose: { mark: "诊", word: "诊断" },
  list: { mark: "单", word: "清单" },
  people: { mark: "责", word: "责任" },
  matter: { mark: "办", word: "事项" },
  dispatch: { mark: "会", word: "调度" },
  assess: { mark: "评", word: "考核" },
  engine: { mark: "析", word: "分析" },
};
