import { expect, test } from "vitest";
import type { Column } from "./column";
import { cellsIn, figure, sumOf } from "./select";

test.each([
  ["grouped thousands", "1,234.5", 1234.5],
  ["a true minus", "−3", -3],
  ["unknown is not zero", "—", undefined],
  ["a bound is no figure", "> 800", undefined],
  ["a share is not added up", "12%", undefined],
  ["words", "湖州市", undefined],
])("%s", (_, text, want) => expect(figure(text)).toBe(want));

const column = (id: string, align?: "right"): Column<string[]> => ({ id, title: id, width: 1, align, text: (r) => r[Number(id)] ?? "", cell: () => null });
const columns = [column("0"), column("1", "right"), column("2", "right")];
const rows = [["2025", "1,000", "—"], ["2024", "−1", "2"]];

test("figures of aligned columns are added up, unknown ones left out", () =>
  expect(sumOf({ top: 0, bottom: 1, left: 0, right: 2 }, columns, (i) => rows[i])).toEqual({ count: 3, total: 1001 }));
test("rows that are not at hand give no sum", () => expect(sumOf({ top: 0, bottom: 2, left: 1, right: 1 }, columns, (i) => rows[i])).toBeUndefined());
test("cells", () => expect(cellsIn({ top: 2, bottom: 4, left: 0, right: 1 })).toBe(6));
