export default {
  know: { mark: "知", word: "Know" },
  map: { mark: "图", word: "Map" },
  diagnose: { mark: "诊", word: "Diagnose" },
  list: { mark: "单", word: "Lists" },
  people: { mark: "责", word: "People" },
  matter: { mark: "办", word: "Matters" },
  dispatch: { mark: "会", word: "Dispatch" },
  assess: { mark: "评", word: "Assess" },
  engine: { mark: "析", word: "Engine" },
};
