// The pages of the front end that must be clean at both sizes. Add yours here:
// name of the picture, address, and what must be seen (a CSS selector or text).
export const pages = [
  { name: "home", path: "/" },
  { name: "map", path: "/map" },
  { name: "map-technology", path: "/map/technology" },
  { name: "map-application", path: "/map/application" },
  { name: "map-regions", path: "/map/regions" },
  { name: "map-editions", path: "/map/editions" },
  { name: "chains", path: "/chains" },
  { name: "firms", path: "/records/firm?region=000000", sees: ".grid-row" },
  { name: "firms-large-filter", path: "/records/firm?region=330000&f=revenue:from:100000000000&sort=-revenue", sees: ".grid-row, .empty-state" },
  { name: "statistics", path: "/records/statistic?region=000000", sees: ".grid-row, .empty-state" },
  { name: "duplicates", path: "/duplicates", sees: ".pair, .empty-state" },
  { name: "projects", path: "/records/project" },
  { name: "imports", path: "/imports", sees: "h1" },
  { name: "import-new", path: "/imports/new?kind=firm", sees: ".drop-zone" },
  { name: "settings", path: "/settings", sees: ".settings-grid" },
];
