import { describe, expect, test } from "vitest";
import { areaOf, contentHeight, moved, rowOffset, rowTop, scrollFor, tallest, toTSV, visibleRows, wheelWay } from "./window";

const row = 32;
const viewport = 640;

describe("rows in sight", () => {
  test.each([
    ["the top", 0, 100, { from: 0, to: 26 }],
    ["the middle", 1000, 500_000, undefined],
    ["fewer rows than the window", 0, 3, { from: 0, to: 3 }],
    ["none", 0, 0, { from: 0, to: 0 }],
  ])("%s", (_, top, total, want) => {
    const got = visibleRows(top, viewport, total, row);
    if (want) expect(got).toEqual(want);
    expect(got.to - got.from).toBeLessThanOrEqual(34);
  });

  test("the end of 500,000 rows is reached", () => {
    const total = 500_000;
    const bottom = contentHeight(total, row) - viewport;
    expect(visibleRows(bottom, viewport, total, row).to).toBe(total);
    expect(rowTop(total - 1, bottom, viewport, total, row) + row).toBeCloseTo(contentHeight(total, row), 3);
  });

  test("every row can be scrolled to, also when the bar is scaled", () => {
    const total = 500_000;
    expect(total * row).toBeGreaterThan(tallest);
    for (const i of [0, 1, 249_999, 250_000, 499_000]) {
      const top = scrollFor(i * row, viewport, total, row);
      const span = visibleRows(top, viewport, total, row, 0);
      expect(span.from, `row ${i}`).toBeLessThanOrEqual(i);
      expect(span.to, `row ${i}`).toBeGreaterThan(i);
    }
  });
});

test("a wheel moves as many rows in a list of a million as in one of a hundred", () => {
  const rowsMoved = (total: number) => (rowOffset(1000 + wheelWay(96, viewport, total, row), viewport, total, row) - rowOffset(1000, viewport, total, row)) / row;
  expect(rowsMoved(100)).toBeCloseTo(3, 6);
  expect(rowsMoved(3_000_000)).toBeCloseTo(3, 6);
});

describe("keys", () => {
  const at = { row: 5, col: 2 };
  test.each([
    ["down", "ArrowDown", false, { row: 6, col: 2 }],
    ["ctrl-down goes to the last row", "ArrowDown", true, { row: 99, col: 2 }],
    ["page up stops at the first row", "PageUp", false, { row: 0, col: 2 }],
    ["home", "Home", false, { row: 5, col: 0 }],
    ["ctrl-end", "End", true, { row: 99, col: 7 }],
    ["end", "End", false, { row: 5, col: 7 }],
  ])("%s", (_, key, ctrl, want) => expect(moved(at, key, ctrl, 100, 8, 20)).toEqual(want));
  test("end once more goes to the last row, home to the first", () => {
    expect(moved({ row: 5, col: 7 }, "End", false, 500_000, 8, 20)).toEqual({ row: 499_999, col: 7 });
    expect(moved({ row: 5, col: 0 }, "Home", false, 500_000, 8, 20)).toEqual({ row: 0, col: 0 });
  });
  test("other keys are not ours", () => expect(moved(at, "x", false, 100, 8, 20)).toBeNull());
});

test("an area has ordered corners", () => expect(areaOf({ row: 7, col: 1 }, { row: 3, col: 4 })).toEqual({ top: 3, bottom: 7, left: 1, right: 4 }));

test("copied cells survive tabs, quotes and line ends", () => expect(toTSV([["a\tb", 'c"d'], ["e\nf", "g"]])).toBe('"a\tb"\t"c""d"\r\n"e\nf"\tg'));
