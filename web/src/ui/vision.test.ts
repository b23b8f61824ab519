import { describe, expect, test } from "vitest";
import { palette, signs, themes } from "./tokens";
import { deficiencies, difference } from "./vision";

/** ΔE*ab that two states keep in every theme, for everybody. Just noticeable is 2.3; each state has a mark of its own besides. */
const apart = 12;
/** Neighbouring steps of an ordered fill. */
const step = 10;

describe.each(themes)("theme %s", (theme) => {
  const p = palette(theme);
  test.each([undefined, ...deficiencies])("states stay apart, seen with %s", (seen) => {
    signs.forEach((a, i) => signs.slice(i + 1).forEach((b) => expect(difference(p.sign[a], p.sign[b], seen), `${a} and ${b}`).toBeGreaterThanOrEqual(apart)));
  });
  test.each([undefined, ...deficiencies])("steps of the ordered fill stay apart, seen with %s", (seen) => {
    p.ramp.slice(1).forEach((c, i) => expect(difference(c, p.ramp[i] as string, seen), `step ${i + 1}`).toBeGreaterThanOrEqual(step));
  });
});

describe("the simulation", () => {
  test("black and white are 100 apart", () => expect(difference("#000000", "#ffffff")).toBeCloseTo(100, 1));
  test("greys look the same to everybody", () => {
    for (const seen of deficiencies) expect(difference("#444444", "#999999", seen)).toBeCloseTo(difference("#444444", "#999999"), 0);
  });
  test("red and green of one lightness fall together without the middle cones, not without the short ones", () => {
    const [red, green] = ["#c0504d", "#7a7f2e"] as const;
    expect(difference(red, green, "deutan")).toBeLessThan(difference(red, green) / 3);
    expect(difference(red, green, "tritan")).toBeGreaterThan(difference(red, green) / 3);
  });
});
