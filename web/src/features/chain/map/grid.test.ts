import { describe, expect, it } from "vitest";
import { BoxGrid } from "./grid";
import { extent, overlaps } from "./layout";
import { sample } from "./sample.fixture";

describe("BoxGrid", () => {
  const layout = sample(3000, 3);
  const grid = new BoxGrid(layout.nodes, extent(layout));
  it("finds what a scan of everything finds", () => {
    for (const w of [{ x: 0, y: 0, w: 10, h: 10 }, { x: 500, y: 300, w: 900, h: 500 }, extent(layout), { x: -500, y: -500, w: 100, h: 100 }]) {
      expect(grid.within(w)).toEqual(layout.nodes.filter((n) => overlaps(n, w)));
    }
  });
  it("tells the node under a point, and nothing between nodes", () => {
    const n = layout.nodes[1234]!;
    expect(grid.at(n.x + 1, n.y + 1)).toBe(n);
    expect(grid.at(n.x + n.w + 5, n.y + 1)).toBeUndefined();
  });
  it("prefers the box drawn last where two lie on each other", () => {
    const two = [{ x: 0, y: 0, w: 10, h: 10 }, { x: 5, y: 5, w: 10, h: 10 }];
    expect(new BoxGrid(two, { x: 0, y: 0, w: 20, h: 20 }).at(7, 7)).toBe(two[1]);
  });
});
