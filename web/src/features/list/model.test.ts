import { expect, test } from "vitest";
import { byScheme, cellText, decided, stepsFrom, titleOf, type Definition } from "./model";

test("a cell reads as its column says, and unknown is a dash", () => {
  expect(cellText({ id: "revenue", format: "money", unit: "亿元" }, 1.234e10)).toBe("123.40");
  expect(cellText({ id: "share", format: "share" }, 0.125)).toBe("12.5%");
  expect(cellText({ id: "dependence", format: "percent" }, 62)).toBe("62%");
  expect(cellText({ id: "year", format: "number" }, 2025)).toBe("2025");
  expect(cellText({ id: "firms", format: "number" }, undefined)).toBe("—");
  expect(cellText({ id: "firms", format: "number" }, 0)).toBe("0");
});

test("a published edition leads nowhere, a signed one is published", () => {
  expect(stepsFrom("published")).toEqual([]);
  expect(stepsFrom("signed")[0]).toBe("publish");
});

test("a later decision on a row replaces the earlier, an empty reason takes it back", () => {
  const one = { key: "a", include: false, reason: "已关停" };
  expect(decided([one], { key: "a", include: true, reason: "核实" })).toEqual([{ key: "a", include: true, reason: "核实" }]);
  expect(decided([one], { key: "a", include: false, reason: "" })).toEqual([]);
});

test("schemes keep their order and their lists", () => {
  const d = (id: string, zh: string) => ({ id, scheme: { zh, en: zh } }) as Definition;
  expect(byScheme([d("a", "山东"), d("b", "佛山"), d("c", "山东")]).map(([s, l]) => [s.zh, l.map((x) => x.id)])).toEqual([["山东", ["a", "c"]], ["佛山", ["b"]]]);
});

test("a row without a name is called by its node", () => {
  expect(titleOf([{ id: "n", label: { zh: "", en: "" }, format: "text" }], { key: "k", rank: 1, cells: {}, node_name: "电芯", evidence: [] })).toBe("电芯");
});
