import { describe, expect, test } from "vitest";
import { byPlace, canCommit, conflictPlace, letters, openConflicts, secondsLeft, settleAll, type Conflict, type Finding, type Report } from "./model";

const finding = (more: Partial<Finding>): Finding => ({ id: "1", sheet: "表1", row: 3, cell: "B3", code: "X", severity: "W", message: "", ...more });
const report = (more: Partial<Report>): Report => ({ rows: 1, new: 1, changed: 0, same: 0, errors: 0, warnings: 0, normalised: 0, bad_rows: 0, refused: false, sheets: [], ...more });

test.each([
  [1, "A"],
  [26, "Z"],
  [27, "AA"],
  [702, "ZZ"],
  [703, "AAA"],
])("column %i is %s", (n, want) => expect(letters(n)).toBe(want));

describe("findings by place", () => {
  const { cells, rows } = byPlace([finding({}), finding({ severity: "E", code: "E" }), finding({ sheet: "表2" }), finding({ severity: "N" }), finding({ cell: "", row: 9 })], "表1");
  test("the gravest comes first", () => expect(cells.get("B3")?.map((f) => f.code)).toEqual(["E", "X"]));
  test("a finding without a cell marks its row", () => expect(rows.get(9)).toHaveLength(1));
  test("other sheets and quiet findings stay out", () => expect(rows.get(3)).toHaveLength(2));
});

test.each([
  ["half done after 10 s leaves 10 s", 50, 100, 10, 10],
  ["nothing done says nothing", 0, 100, 10, undefined],
  ["unknown total says nothing", 5, 0, 10, undefined],
])("%s", (_, done, total, elapsed, want) => expect(secondsLeft(done, total, elapsed)).toBe(want));

test.each([
  ["clean", report({}), false, true],
  ["errors stop all", report({ errors: 1 }), false, false],
  ["errors are left out by choice", report({ errors: 1 }), true, true],
  ["a refused file never", report({ refused: true }), true, false],
  ["nothing new", report({ new: 0, same: 1 }), false, false],
  ["not looked at yet", undefined, true, false],
])("can be taken: %s", (_, r, partial, want) => expect(canCommit(r, partial)).toBe(want));

describe("conflicts", () => {
  const conflict = (more: Partial<Conflict>): Conflict => ({ sheet: "环节", row: 2, cell: "K2", record: "N1", title: "电芯", field: "grade", base: "低端", theirs: "高端", mine: "中端", settled: "", ...more });
  const list = [conflict({}), conflict({ cell: "L2", settled: "theirs" }), conflict({ cell: "", row: 7 })];
  test("a place is a cell, or the row when there is no cell", () => expect(list.map(conflictPlace)).toEqual(["环节!K2", "环节!L2", "环节!7"]));
  test("open ones are counted", () => expect([openConflicts(list), openConflicts(undefined)]).toEqual([2, 0]));
  test("one choice for all leaves what was chosen", () => expect(settleAll(list, "mine")).toEqual({ settled: { "环节!K2": "mine", "环节!7": "mine" } }));
});
