import { expect, it } from "vitest";
import { ofClass, sortVerdicts, type VerdictRow } from "./rows";
import type { Verdict } from "./wire";

const row = (name: string, cls: Verdict["class"], hold: number | null, at: number): VerdictRow => ({
  name, lane: "", at,
  v: { id: name, class: cls, hold, score: null, parts: [{ id: "depth", value: at, unit: "firms", score: at / 10, weight: 1, threshold: 1 }], measures: {} } as unknown as Verdict,
});
const rows = [row("a", "weak", 0.6, 2), row("b", "strong", null, 1), row("c", "missing", 0.9, 3)];
const names = (list: VerdictRow[]) => list.map((r) => r.name).join("");

it("keeps the order of the map without a choice", () => expect(names(sortVerdicts(rows, undefined))).toBe("bac"));
it("puts the unknown last either way", () => {
  expect(names(sortVerdicts(rows, { id: "hold", down: false }))).toBe("acb");
  expect(names(sortVerdicts(rows, { id: "hold", down: true }))).toBe("cab");
});
it("sorts classes best first", () => expect(names(sortVerdicts(rows, { id: "class", down: false }))).toBe("bac"));
it("sorts by one part", () => expect(names(sortVerdicts(rows, { id: "part.depth", down: true }))).toBe("cab"));
it("filters by class", () => {
  expect(names(ofClass(rows, new Set(["weak", "missing"])))).toBe("ac");
  expect(ofClass(rows, new Set())).toHaveLength(3);
});
