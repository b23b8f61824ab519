import { describe, expect, it } from "vitest";
import { edgeIndex, thickness, visibleEdges } from "./edges";
import { extent } from "./layout";
import { sample } from "./sample.fixture";
import { network, trace } from "./trace";
import { fit } from "./viewport";

const screen = { w: 1200, h: 700 };

describe("visibleEdges", () => {
  const layout = sample(3000, 3);
  const index = edgeIndex(layout);
  const whole = fit(extent(layout), screen);
  it("draws the largest shares first and no more than the budget", () => {
    const drawn = visibleEdges(index, whole, screen, 500, null, null);
    expect(drawn).toHaveLength(500);
    const least = Math.min(...drawn.map((e) => e.share ?? -1));
    expect(layout.edges.filter((e) => (e.share ?? -1) > least).every((e) => drawn.includes(e))).toBe(true);
  });
  it("leaves out what is off the screen", () => {
    const near = visibleEdges(index, { k: 1, x: 0, y: 0 }, screen, 1e9, null, null);
    expect(near.length).toBeGreaterThan(0);
    expect(near.length).toBeLessThan(layout.edges.length / 4);
  });
  it("keeps every lit edge, over the budget too", () => {
    const t = trace(network(layout), "n1500");
    const lit = visibleEdges(index, whole, screen, 1, t, null);
    expect(lit.length).toBeGreaterThan(1);
    expect(lit.every((e) => (t.upstream.has(e.from) && t.upstream.has(e.to)) || (t.downstream.has(e.from) && t.downstream.has(e.to)))).toBe(true);
  });
});

it("makes a larger share thicker, and an unknown one thin", () => {
  expect(thickness(0.5)).toBeGreaterThan(thickness(0.1));
  expect(thickness(null)).toBe(1);
});
