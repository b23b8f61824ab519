export default {
  close: "Close",
  retry: "Try again",
  code: "Code",
  trace: "Trace",
  unknown: "No data yet",
  demo: "Demonstration data",
  demoShort: "Demo",
  demoWhy: "Invented for demonstration; it stands for nobody real",
  noPage: "There is no such page",
  noPageHint: "The address may be mistyped, or the page has moved.",
  home: "Go to the start page",
};
