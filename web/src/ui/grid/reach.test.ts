import { describe, expect, test } from "vitest";
import { pagesOf, startOf, type Ruler } from "./reach";

test.each([
  ["nothing in sight", { from: 0, to: 0 }, []],
  ["inside one page", { from: 3, to: 30 }, [0]],
  ["the last row of a page", { from: 0, to: 200 }, [0]],
  ["across a seam", { from: 399, to: 401 }, [1, 2]],
])("%s", (_, span, want) => expect(pagesOf(span, 200)).toEqual(want));

describe("a list of half a million", () => {
  const ruler: Ruler = { total: 501_020, step: 1003, marks: Array.from({ length: 499 }, (_, i) => `after ${(i + 1) * 1003}`) };
  test("every page begins where it should, and near a mark", () => {
    for (let p = 0; p * 200 < ruler.total; p++) {
      const start = startOf(p, 200, undefined, ruler);
      expect(start?.skip, `page ${p}`).toBeLessThan(1003);
      const before = start?.cursor ? Number(start.cursor.slice(6)) : 0;
      expect(before + (start?.skip ?? NaN), `page ${p}`).toBe(p * 200);
    }
  });
  test("the page after one at hand needs no mark", () => expect(startOf(2000, 200, "next", ruler)).toEqual({ cursor: "next", skip: 0 }));
  test("without a ruler only the beginning is in reach", () => {
    expect(startOf(100, 200, undefined, undefined)).toEqual({ cursor: "", skip: 20_000 });
    expect(startOf(101, 200, undefined, undefined)).toBeUndefined();
  });
});
