export default {
  empty: "No record matches",
  loading: "Reading",
  sortBy: "Sort by {name}",
  columns: "Columns",
  reset: "Restore the default",
  up: "Move {name} up",
  down: "Move {name} down",
  copied: "Copied {count} cells; paste them into a spreadsheet",
};
