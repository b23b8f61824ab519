import { describe, expect, it } from "vitest";
import { sample } from "./sample.fixture";
import { lit, network, path, reach, step, trace } from "./trace";

const edge = (from: string, to: string) => ({ from, to, points: [], share: null, assumed: false });
// ore → metal → cell → pack → car, scrap: car → metal (a round), cell ← film
const net = network({ edges: [edge("ore", "metal"), edge("metal", "cell"), edge("film", "cell"), edge("cell", "pack"), edge("pack", "car"), edge("car", "metal"), edge("ore", "metal")] });

describe("trace", () => {
  it("lights everything upstream and downstream, through rounds", () => {
    const t = trace(net, "cell");
    expect([...t.upstream].sort()).toEqual(["car", "cell", "film", "metal", "ore", "pack"]);
    expect([...t.downstream].sort()).toEqual(["car", "cell", "metal", "pack"]);
  });
  it("does not light a sibling input", () => {
    const t = trace(network({ edges: [edge("a", "c"), edge("b", "c")] }), "a");
    expect(t.downstream.has("b") || t.upstream.has("b")).toBe(false);
    expect(lit(t, "a", "c")).toBe(true);
    expect(lit(t, "b", "c")).toBe(false);
  });
  it("does not walk along returns", () => {
    const t = trace(network({ edges: [edge("a", "b"), edge("b", "c"), { ...edge("c", "a"), feedback: true }] }), "b");
    expect([...t.upstream].sort()).toEqual(["a", "b"]);
  });
  it("stops at the depth", () => expect([...reach(net.outOf, "ore", 2).keys()]).toEqual(["ore", "metal", "cell"]));
  it("keeps only the ways between two nodes, whichever was named first", () => {
    const line = network({ edges: [edge("a", "b"), edge("b", "d"), edge("a", "c"), edge("c", "d"), edge("b", "x")] });
    expect([...path(line, "a", "d")].sort()).toEqual(["a", "b", "c", "d"]);
    expect(path(line, "d", "a")).toEqual(path(line, "a", "d"));
    expect(path(line, "c", "x").size).toBe(0);
  });
});

describe("step", () => {
  const layout = sample(30, 1);
  const n = network(layout);
  const start = layout.nodes[3]!;
  it("right follows an edge, left comes back to a supplier", () => {
    const right = step(layout.nodes, n, start.id, "right")!;
    expect(n.outOf.get(start.id)).toContain(right);
    expect(n.into.get(right)).toContain(step(layout.nodes, n, right, "left"));
  });
  it("down and up stay in the column", () => {
    expect(step(layout.nodes, n, "n3", "down")).toBe("n4");
    expect(step(layout.nodes, n, "n3", "up")).toBe("n2");
  });
  it("stays when there is nothing further", () => expect(step(layout.nodes, n, "n0", "up")).toBeUndefined());
  it("takes the nearest node where no edge leads", () => {
    const bare = { into: new Map(), outOf: new Map() };
    expect(step(layout.nodes, bare, "n3", "right")).toBe("n13");
  });
});
