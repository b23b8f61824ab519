export default {
  hint: "Find firms, chains, places, commands",
  title: "Search and commands",
  placeholder: "Firms, chains, places or commands; pinyin, initials and parts of a USCC work too",
  kind: { firm: "Firms", chain: "Chains", place: "Places (changes the scope)", command: "Pages and commands" },
  none: "Nothing found. Try other or fewer words.",
  move: "choose",
  open: "open",
  command: { import: "Import a sheet", dark: "Switch to dark", light: "Switch to light", large: "Switch to large text", print: "Print this page" },
};
