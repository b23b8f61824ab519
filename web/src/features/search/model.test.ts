import { expect, test } from "vitest";
import { arrange, marked, matching, step } from "./model";

const commands = [
  { title: "导入表格", words: "import dr drbg" },
  { title: "切换深色", words: "dark sqss" },
];

test("kinds keep their order whatever arrives first", () =>
  expect(arrange([{ kind: "firm", id: "F", title: "f" }, { kind: "chain", id: "c", title: "c" }]).map((g) => g.kind)).toEqual(["chain", "firm"]));
test.each([
  ["Chinese", "导入", 1],
  ["initials", "DRBG", 1],
  ["nothing typed offers all", "", 2],
  ["no match", "xyz", 0],
])("commands by %s", (_, q, n) => expect(matching(commands, q)).toHaveLength(n));
test.each([
  ["down past the end", 2, 1, 0],
  ["up past the beginning", 0, -1, 2],
])("%s goes round", (_, at, by, want) => expect(step(at, by, 3)).toBe(want));
test("an empty list stays at 0", () => expect(step(0, 1, 0)).toBe(0));
test("the match is marked", () => expect(marked("比亚迪股份", "亚迪")).toEqual([{ text: "比", hit: false }, { text: "亚迪", hit: true }, { text: "股份", hit: false }]));
test("a match by pinyin marks nothing", () => expect(marked("比亚迪", "byd")).toEqual([{ text: "比亚迪", hit: false }]));
