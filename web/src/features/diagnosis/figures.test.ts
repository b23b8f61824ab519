import { expect, it } from "vitest";
import { contributions, partFigure, score } from "./figures";

const part = (id: string, s: number | null, weight: number) => ({ id, value: s, unit: "share", score: s, weight, threshold: 1 });

it("shares the weight of missing parts among the known ones", () => {
  const c = contributions([part("a", 1, 0.3), part("b", 0.5, 0.1), part("c", null, 0.6)]);
  expect(c.get("a")).toBeCloseTo(0.75);
  expect(c.get("b")).toBeCloseTo(0.125);
  expect(c.get("c")).toBeNull();
});
it("gives nothing when nothing is known", () => expect(contributions([part("a", null, 1)]).get("a")).toBeNull());
it.each([["share", 0.125, "12.5%"], ["lq", 1.237, "1.24"], ["firms", 1200, "1,200"], ["points", 2.5, "2.5"], ["lq", null, "—"], ["share", 0, "0%"]] as const)("%s %s reads %s", (unit, value, text) =>
  expect(partFigure(unit, value)).toBe(text),
);
it("writes an unknown score as a dash", () => {
  expect(score(null)).toBe("—");
  expect(score(0)).toBe("0.00");
});
