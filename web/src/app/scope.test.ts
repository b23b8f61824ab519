import { expect, test } from "vitest";
import { scopeOf, withScope } from "./scope";

const zhejiang = { region: "330000", chain: "nev" };

test.each([
  ["the scope is added", "/records/firm", "/records/firm?region=330000&chain=nev"],
  ["other parameters stay", "/records/firm?q=a", "/records/firm?q=a&region=330000&chain=nev"],
  ["a scope in the address wins", "/maps?region=110000&chain=ic", "/maps?region=110000&chain=ic"],
  ["the fragment stays last", "/maps#n1", "/maps?region=330000&chain=nev#n1"],
])("%s", (_, to, want) => expect(withScope(to, zhejiang)).toBe(want));

test("no chain is left out of the address", () => expect(withScope("/", { region: "000000", chain: "" })).toBe("/?region=000000"));

test("an address without a scope has the one used last", () =>
  expect(scopeOf(new URLSearchParams(""), zhejiang)).toEqual(zhejiang));

test("an empty chain in the address means all chains", () =>
  expect(scopeOf(new URLSearchParams("region=330000&chain="), zhejiang).chain).toBe(""));
