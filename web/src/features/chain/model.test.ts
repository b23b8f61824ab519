import { describe, expect, it } from "vitest";
import { count, layoutOf, marksOf, word } from "./model";
import type { WireMap } from "./wire";

const box = { x: 1, y: 2, w: 3, h: 4 };
const map: WireMap = {
  chain: "c", name: { zh: "链", en: "Chain" }, width: 10, height: 10,
  lanes: [{ id: "s1", name: { zh: "原料", en: "Materials" }, position: "upstream", ...box }],
  groups: null,
  nodes: [
    { id: "a", name: { zh: "锂矿", en: "" }, stage: "s1", shared: false, ...box },
    { id: "b", name: { zh: "锂盐", en: "Lithium salts" }, stage: "s1", shared: false, ...box },
  ],
  edges: [{ from: "a", to: "b", grade: "C", share: 35, points: [0, 1, 2, 3] }, { from: "b", to: "a", grade: "E", assumed: true, points: [] }],
};

describe("layoutOf", () => {
  it("reads a percentage as a part and leaves an unknown share unknown", () => {
    expect(layoutOf(map, "zh").edges.map((e) => e.share)).toEqual([0.35, null]);
  });
  it("pairs the points", () => expect(layoutOf(map, "zh").edges[0]!.points).toEqual([[0, 1], [2, 3]]));
  it("puts a node on its lane, not on the stage's own name", () => expect(layoutOf(map, "zh").nodes[0]!.lane).toBe("upstream"));
  it("falls back to the other language", () => expect(layoutOf(map, "en").nodes.map((n) => n.name)).toEqual(["锂矿", "Lithium salts"]));
});

describe("marks", () => {
  const marks = marksOf([{ node: "a", class: "weak", unstable: true, before: "weak", share: 0 }]);
  it("keeps zero apart from unknown", () => {
    expect(marks.get("a")!.share).toBe(0);
    expect(marks.get("a")!.firms).toBeNull();
  });
  it("shows no change when the class is the same", () => expect(marks.get("a")!.before).toBeNull());
  it("counts a node without a mark as unknown", () => {
    expect(count(layoutOf(map, "zh"), marks)).toMatchObject({ weak: 1, unknown: 1, strong: 0, unstable: 1, total: 2 });
  });
});

it("gives nothing for a missing text", () => expect(word(undefined, "zh")).toBe(""));
