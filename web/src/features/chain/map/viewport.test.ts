import { describe, expect, it } from "vitest";
import { between, fit, keep, pan, pinch, reveal, toLayout, visible, zoomAt } from "./viewport";

const screen = { w: 1200, h: 700 };
const box = { x: 0, y: 0, w: 3000, h: 2000 };
const limits = { min: 0.05, max: 3 };

describe("viewport", () => {
  it("fits the whole box with its margin, centred", () => {
    const v = fit(box, screen, 20);
    const seen = visible(v, screen);
    expect(v.k).toBeCloseTo(660 / 2000);
    expect(seen.x).toBeLessThanOrEqual(0);
    expect(seen.x + seen.w).toBeGreaterThanOrEqual(3000);
    expect(seen.y + seen.h / 2).toBeCloseTo(1000);
  });
  it("does not blow a small box up", () => expect(fit({ x: 0, y: 0, w: 100, h: 100 }, screen).k).toBe(1));
  it("keeps the point under the pointer when zooming", () => {
    const v = fit(box, screen);
    const before = toLayout(v, 333, 444);
    const after = toLayout(zoomAt(v, 1.7, 333, 444, limits), 333, 444);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });
  it("stops at the limits", () => {
    expect(zoomAt({ k: 2, x: 0, y: 0 }, 9, 0, 0, limits).k).toBe(3);
    expect(zoomAt({ k: 0.1, x: 0, y: 0 }, 0.01, 0, 0, limits).k).toBe(0.05);
  });
  it("never loses the map off the screen", () => {
    const v = pan(fit(box, screen), 1e6, -1e6, box, screen);
    expect(v.x).toBe(screen.w - 80);
    expect(v.y).toBeCloseTo(80 - 2000 * v.k);
    expect(keep(v, box, screen)).toEqual(v);
  });
  it("lets two fingers move and zoom at once", () => {
    const v = { k: 1, x: 0, y: 0 };
    const p = pinch(v, [[100, 100], [200, 100]], [[150, 200], [350, 200]], limits);
    expect(p.k).toBe(2);
    expect(toLayout(p, 250, 200)).toEqual([150, 100]);
  });
  it("reveals a box with the least movement, and not at all when it is in sight", () => {
    const v = { k: 1, x: 0, y: 0 };
    expect(reveal(v, { x: 100, y: 100, w: 50, h: 50 }, screen)).toEqual(v);
    expect(reveal(v, { x: 1300, y: 100, w: 50, h: 50 }, screen).x).toBe(1200 - 48 - 1350);
  });
  it("arrives where it should", () => {
    const a = { k: 0.2, x: 5, y: 6 };
    const b = { k: 1.4, x: -50, y: 60 };
    expect(between(a, b, 0)).toEqual({ k: expect.closeTo(0.2), x: 5, y: 6 });
    expect(between(a, b, 1)).toEqual({ k: expect.closeTo(1.4), x: -50, y: 60 });
  });
});
