import { describe, expect, test } from "vitest";
import { readCondition, readQuestion, show, withField, writeCondition, writeQuestion, type Field } from "./model";

const field = (type: Field["type"], more: Partial<Field> = {}): Field => ({ id: "x", type, label: { zh: "甲", en: "A" }, ...more });

describe("values as the screen writes them", () => {
  test.each([
    ["unknown is a dash", field("money"), null, "—"],
    ["zero is zero", field("money"), 0, "0"],
    ["fen in 万元", field("money"), 1_234_500_000, "1,234.5"],
    ["a count has no decimals", field("count"), 1234, "1,234"],
    ["5 is 5 %", field("percent"), 5, "5%"],
    ["an option has its word", field("enum", { options: [{ id: "lead", zh: "链主", en: "Lead firm" }] }), "lead", "链主"],
    ["an option that is gone shows itself", field("enum", { options: [] }), "old", "old"],
    ["a bound stays a bound", field("measure"), "> 800 亿元", "> 800 亿元"],
    ["a measure has its thousands grouped", field("measure"), "49670.2", "49,670.2"],
    ["false is not unknown", field("bool"), false, "否"],
  ])("%s", (_, f, value, want) => expect(show(f, value, "zh", "wan")).toBe(want));

  test("a code becomes a name when it is known", () =>
    expect(show(field("division"), "330500", "zh", "wan", () => "湖州市")).toBe("湖州市"));
});

describe("conditions in the address", () => {
  test.each([
    ["equal", { field: "role", op: "is", value: "lead" }],
    ["from", { field: "revenue", op: "from", value: "2000000000" }],
    ["text with a colon", { field: "scope", op: "has", value: "a:b" }],
    ["unknown", { field: "uscc", op: "unknown", value: "" }],
  ] as const)("comes back: %s", (_, c) => expect(readCondition(writeCondition(c))).toEqual(c));

  test.each(["", "role", "role:like:a", "role:is:", "ROLE:is:a"])("is refused: %s", (text) => expect(readCondition(text)).toBeUndefined());
});

test("a question comes back from the address, and the scope stays", () => {
  const question = { q: "电池", conditions: [{ field: "role", op: "is", value: "lead" } as const], sort: { id: "revenue", down: true } };
  const params = writeQuestion(question, new URLSearchParams("region=330000&q=old&f=uscc:unknown:"));
  expect(params.get("region")).toBe("330000");
  expect(readQuestion(params)).toEqual(question);
});

test("a field's conditions replace those it had", () => {
  const old = [{ field: "a", op: "from", value: "1" } as const, { field: "b", op: "is", value: "x" } as const];
  expect(withField(old, "a", [{ field: "a", op: "to", value: "9" }])).toEqual([old[1], { field: "a", op: "to", value: "9" }]);
});
