import { expect, test } from "vitest";
import { arranged, parseArrangement, untouched, type Column } from "./column";

const col = (id: string): Column<string> => ({ id, title: id, width: 100, cell: (r) => r, text: (r) => r });
const all = ["name", "a", "b", "c"].map(col);
const ids = (list: Column<string>[]) => list.map((c) => c.id).join();

test("untouched columns stay as declared", () => expect(ids(arranged(all, untouched))).toBe("name,a,b,c"));
test("hidden columns are left out", () => expect(ids(arranged(all, { ...untouched, hidden: ["b"] }))).toBe("name,a,c"));
test("the first column can be neither hidden nor moved", () => expect(ids(arranged(all, { ...untouched, hidden: ["name"], order: ["c", "name"] }))).toBe("name,c,a,b"));
test("columns unknown to the stored order come last", () => expect(ids(arranged(all, { ...untouched, order: ["c"] }))).toBe("name,c,a,b"));
test("widths are a person's own", () => expect(arranged(all, { ...untouched, widths: { a: 222 } })[1]?.width).toBe(222));
test("damaged storage is forgotten", () => expect(parseArrangement("{")).toBeUndefined());
