import { expect, it } from "vitest";
import { levelBelow, trail, values } from "./model";

it.each([["000000", "province"], ["330000", "city"], ["310000", "county"], ["330500", "county"], ["330522", null], ["330522-Z01", null]] as const)("%s has parts of level %s", (code, level) => expect(levelBelow(code)).toBe(level));

it.each([["330522", ["000000", "330000", "330500", "330522"]], ["310115", ["000000", "310000", "310115"]], ["330522-Z01", ["000000", "330000", "330500", "330522", "330522-Z01"]], ["000000", ["000000"]]] as const)("the way down to %s", (code, want) => expect(trail(code)).toEqual(want));

it("a place without firms has none, and without a share its share is unknown and last", () => {
  const parts = [{ id: "a", name: "甲" }, { id: "b", name: "乙" }, { id: "c", name: "丙" }];
  const firms = values(parts, [{ id: "b", firms: 3, nodes: 2 }], [], "firms");
  expect(firms.map((v) => [v.code, v.value])).toEqual([["b", 3], ["a", 0], ["c", 0]]);
  const share = values(parts, [], [{ id: "c", firms: 0, national_share: 0 }, { id: "a", firms: 1, national_share: 0.2 }], "share");
  expect(share.map((v) => [v.code, v.value])).toEqual([["a", 0.2], ["c", 0], ["b", null]]);
});
