import { describe, expect, test } from "vitest";
import { contrastRatio, cssVariables, palette, signs, themes } from "./tokens";

describe.each(themes)("theme %s reads at 4.5 : 1", (theme) => {
  const p = palette(theme);
  const grounds = { surface: p.surface, canvas: p.canvas, sunken: p.sunken, hover: p.hover };
  const inks = { text: p.text, text2: p.text2, text3: p.text3, primary: p.primary, danger: p.danger, warning: p.warning, stamp: p.stamp };
  for (const [ink, color] of Object.entries(inks)) {
    for (const [ground, bg] of Object.entries(grounds)) {
      test(`${ink} on ${ground}`, () => expect(contrastRatio(color, bg)).toBeGreaterThanOrEqual(4.5));
    }
  }
  for (const sign of signs) {
    test.each(["surface", "canvas", "hover"] as const)(`${sign} on %s`, (ground) => expect(contrastRatio(p.sign[sign], p[ground])).toBeGreaterThanOrEqual(4.5));
  }
  test.each([
    ["button label", p.onPrimary, p.primary],
    ["rail label", p.railText, p.rail],
    ["rail label, active", p.railActive, p.rail],
    ["selected row", p.text, p.selected],
    ["switch", p.text2, p.track],
    ["error cell", p.danger, p.dangerBg],
    ["warning cell", p.warning, p.warningBg],
    ["information", p.info, p.infoBg],
    ["success", p.good, p.goodBg],
  ])("%s", (_, ink, ground) => expect(contrastRatio(ink, ground)).toBeGreaterThanOrEqual(4.5));
});

test("black on white is 21", () => expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 5));

test("large text scales type and rows together", () => {
  const base = cssVariables({ theme: "light", scale: 1, density: "compact", phone: false });
  const large = cssVariables({ theme: "light", scale: 1.5, density: "compact", phone: false });
  expect(base["--type-body"]).toBe("14px");
  expect(large["--type-body"]).toBe("21px");
  expect(large["--row"]).toBe("48px");
});

test("phones read at 16 px and touch at 44 px", () => {
  const v = cssVariables({ theme: "light", scale: 1, density: "compact", phone: true });
  expect(v["--type-body"]).toBe("16px");
  expect(v["--row"]).toBe("44px");
});
