import { describe, expect, test } from "vitest";
import { changes, clashes, fault, validUSCC } from "./edit";
import type { Field } from "./model";

const field = (id: string, more: Partial<Field> = {}): Field => ({ id, type: "text", label: { zh: id, en: id }, ...more });
const fields = [field("a"), field("b"), field("c")];

test("only what differs is sent; emptied is unknown; unset and empty are alike", () =>
  expect(changes({ a: "1", b: "2" }, { a: "1", b: "", c: "" }, fields)).toEqual({ b: null }));

describe("somebody else saved first", () => {
  test("different fields do not clash", () => expect(clashes({ a: "1", b: "2" }, { a: "9", b: "2" }, { a: "1", b: "8" }, fields)).toEqual([]));
  test("the same change does not clash", () => expect(clashes({ a: "1" }, { a: "9" }, { a: "9" }, fields)).toEqual([]));
  test("two changes of one field clash", () =>
    expect(clashes({ a: "1" }, { a: "9" }, { a: "8" }, fields)).toEqual([{ field: "a", base: "1", mine: "9", theirs: "8" }]));
});

test.each([
  ["91330100DEM0000149", true],
  ["91330100DEM0000148", false],
  ["91330100DEI0000149", false],
  ["9133", false],
])("check digit of %s", (code, want) => expect(validUSCC(code)).toBe(want));

test.each([
  ["empty and required", field("x", { required: true }), "", "required"],
  ["empty and free", field("x"), "", undefined],
  ["longer than allowed", field("x", { max: 2 }), "三个字", "long"],
  ["half a date", field("x", { type: "date" }), "2025-3", "date"],
  ["a month will do", field("x", { type: "date" }), "2025-03", undefined],
  ["a year out of range", field("x", { type: "year" }), "1066", "year"],
])("%s", (_, f, value, want) => expect(fault(f, value)).toBe(want));
