import { describe, expect, it } from "vitest";
import { byFailing, csv, hitsOf, largest, range, rankText, shareOf, span } from "./model";
import type { Backup } from "./wire";

describe("hits", () => {
  it("leaves out what is not complete and what stands twice", () => {
    expect(
      hitsOf([
        { kind: "firm", id: "F1", depth: 50 },
        { kind: "firm", depth: 100 },
        { kind: "firm", id: "F1", depth: 80 },
        { kind: "node", id: "n", within: "330000", depth: 100 },
        { kind: "region", id: "330500", within: "330000", depth: 0 },
      ]),
    ).toEqual([
      { kind: "firm", id: "F1", depth: 0.5 },
      { kind: "node", id: "n", within: "330000", depth: 1 },
    ]);
  });
});

describe("figures", () => {
  const f = { value: 2, band: { low: 3, middle: 4, high: 6, level: 0.9 } };
  it("stand on a bar from nothing to the whole", () => {
    expect(span(f, 8)).toEqual({ point: 0.25, low: 0.375, high: 0.75 });
    expect(span(f, 0)).toEqual({ point: 0, low: 0, high: 0 });
    expect(largest([f, { value: 7 }])).toBe(7);
  });
  it("say their middle and ends, and only the value without draws", () => {
    expect(range(f, String)).toEqual({ middle: "4", ends: "3 – 6" });
    expect(range({ value: 2 }, String)).toEqual({ middle: "2" });
  });
  it("are shares of what is on record, none of nothing", () => {
    expect(shareOf({ lost: f, of: 10, unknown: 0 })).toEqual({ value: 0.2, band: { low: 0.3, middle: 0.4, high: 0.6, level: 0.9 } });
    expect(shareOf({ lost: { value: 1 }, of: 0, unknown: 2 }).value).toBe(0);
  });
  it("write ranks that the bands allow", () => {
    expect(rankText([3, 3])).toBe("3");
    expect(rankText([3, 7])).toBe("3–7");
  });
});

it("backups stand under the firm they stand in for", () => {
  const b = (gone: string, id: string) => ({ for: gone, id }) as Backup;
  expect(byFailing([b("a", "1"), b("b", "2"), b("a", "3")]).map(([gone, list]) => [gone, list.map((x) => x.id)])).toEqual([
    ["a", ["1", "3"]],
    ["b", ["2"]],
  ]);
});

it("csv keeps formulas inert and quotes what needs it", () => {
  expect(csv(["名称"], [["=1+1"], ['a,"b"'], [null], [-3]])).toBe('\ufeff名称\r\n\'=1+1\r\n"a,""b"""\r\n\r\n-3\r\n');
});
