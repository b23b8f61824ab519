import { describe, expect, test } from "vitest";
import { bytes, change, instant, money, number, percent, unknown, uscc } from "./format";
import { toFen } from "./units";

describe("number", () => {
  test.each([
    ["thousands are grouped", 1234567, 1, "1,234,567"],
    ["one decimal", 1234.56, 1, "1,234.6"],
    ["no trailing zero", 12, 1, "12"],
    ["rounding can reach a whole", 11.99, 1, "12"],
    ["negative with a true minus", -5.25, 1, "−5.3"],
    ["no minus before zero", -0.001, 1, "0"],
    ["zero is zero", 0, 1, "0"],
  ])("%s", (_, value, digits, want) => expect(number(value, digits)).toBe(want));
  test.each([["null", null], ["undefined", undefined], ["not finite", Number.NaN]])("unknown is a dash, never 0: %s", (_, value) =>
    expect(number(value)).toBe(unknown),
  );
});

describe("money", () => {
  test("fen as 万元", () => expect(money(123_456_000_000, "wan")).toBe("123,456"));
  test("fen as 亿元", () => expect(money(123_456_000_000, "yi")).toBe("12.3"));
  test("small amounts do not read as 0", () => expect(money(50_000_000, "yi")).toBe("0.005"));
  test("unknown", () => expect(money(null, "wan")).toBe(unknown));
  test("what is typed comes back", () => expect(toFen(12.3, "yi")).toBe(123_000_000_000));
});

test("percent", () => expect(percent(12.34)).toBe("12.3%"));
test.each([
  ["growth has a plus", 3.2, "+3.2"],
  ["decline has a minus", -3.2, "−3.2"],
  ["no change has neither", 0, "0"],
])("change: %s", (_, v, want) => expect(change(v)).toBe(want));
test("bytes", () => expect(bytes(12_345_678)).toBe("12.3 MB"));
test("uscc in groups", () => expect(uscc("91330100DEM0000149")).toBe("91 330100 DEM000014 9"));
test("a wrong instant is shown as it came", () => expect(instant("soon")).toBe("soon"));

test("a share that is not zero does not read as zero", () => {
  expect(percent(0.04)).toBe("< 0.1%");
  expect(percent(0)).toBe("0%");
  expect(percent(0.3, 0)).toBe("< 1%");
});
