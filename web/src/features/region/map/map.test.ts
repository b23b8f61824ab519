import { describe, expect, it } from "vitest";
import { labels, shorten } from "./labels";
import { picture, roomiest, type Outline } from "./outline";
import { albers } from "./projection";
import { fillOf, stepOf, steps } from "./scale";

// the names are not literals, because the front end has no types of Node's modules
const { readFileSync } = await import(["node", "fs"].join(":"));
const { gunzipSync } = await import(["node", "zlib"].join(":"));
const bundled = (code: string) => ({ geojson: JSON.parse(gunzipSync(readFileSync(new URL(`../../../../../catalog/maps/${code}.geojson.gz`, import.meta.url))).toString()) }) as Outline;

describe("picture", () => {
  it("draws every province, north at the top", () => {
    const p = picture(bundled("000000"));
    expect(p.shapes).toHaveLength(34);
    const at = (code: string) => p.shapes.find((s) => s.code === code)!;
    expect(at("230000").label.y).toBeLessThan(at("440000").label.y);
    expect(at("650000").label.x).toBeLessThan(at("310000").label.x);
    expect(at("710000").label.x).toBeGreaterThan(at("350000").label.x);
    for (const s of p.shapes) {
      expect(s.box.x).toBeGreaterThanOrEqual(-0.5);
      expect(s.box.y + s.box.h).toBeLessThanOrEqual(p.height + 0.5);
    }
  });
  it("keeps areas in proportion", () => {
    const project = albers({ x0: 73, y0: 18, x1: 135, y1: 54 });
    const cell = (lon: number, lat: number) => {
      const [a, b, c, d] = [project([lon, lat]), project([lon + 1, lat]), project([lon + 1, lat + 1]), project([lon, lat + 1])];
      return Math.abs((c[0] - a[0]) * (d[1] - b[1]) - (d[0] - b[0]) * (c[1] - a[1])) / 2 / Math.cos(((lat + 0.5) * Math.PI) / 180);
    };
    expect(cell(80, 20) / cell(130, 50)).toBeCloseTo(1, 2);
  });
  it("survives a map without any land", () => expect(picture({ geojson: { features: [] } }).shapes).toEqual([]));
  it("puts a label inside a bent place, not in its hollow", () => {
    const hook = [[[[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [0, 2], [0, 0]]]] as never;
    const at = roomiest(hook);
    expect(at.room).toBeGreaterThan(0.9);
  });
});

describe("labels", () => {
  const p = picture(bundled("330000"));
  const width = (t: string, s: number) => t.length * s;
  it("never lie on each other, and more of them fit on a larger picture", () => {
    const small = labels(p.shapes, 0.06, 12, width);
    const large = labels(p.shapes, 1.5, 12, width);
    expect(large.length).toBe(11);
    expect(small.length).toBeLessThan(large.length);
    for (const a of small) {
      for (const b of small) {
        if (a === b) continue;
        const apart = Math.abs(a.x - b.x) * 0.06 >= ((a.text.length + b.text.length) * 12) / 2 - 0.1 || Math.abs(a.y - b.y) * 0.06 >= 14.9;
        expect(apart).toBe(true);
      }
    }
  });
  it.each([["浙江省", "浙江"], ["内蒙古自治区", "内蒙古"], ["延边朝鲜族自治州", "延边"], ["广西壮族自治区", "广西"], ["沙县", "沙县"], ["浦东新区", "浦东"]])("%s is short for %s", (name, short) => {
    expect(shorten(name)).toBe(short);
  });
});

describe("steps", () => {
  const values = [0, 0, 1, 2, 3, 5, 8, 13, 21, 130, 1287, null];
  const list = steps(values, 5);
  it("keeps zero apart from the smallest and unknown apart from zero", () => {
    expect(list[0]).toEqual({ from: 0, to: 0 });
    expect(stepOf(0, list)).toBe(0);
    expect(stepOf(1, list)).toBe(1);
    expect(stepOf(null, list)).toBe(-1);
  });
  it("covers every value once, in rising order", () => {
    for (let i = 2; i < list.length; i++) expect(list[i]!.from).toBe(list[i - 1]!.to);
    expect(values.filter((v) => v !== null).every((v) => stepOf(v, list) >= 0)).toBe(true);
  });
  it("gives the strongest fill to the largest step", () => {
    const ramp = ["a", "b", "c", "d", "e", "f"];
    expect(fillOf(list.length - 1, list, ramp, "0")).toBe("f");
    expect(fillOf(0, list, ramp, "0")).toBe("0");
    expect(fillOf(-1, list, ramp, "0")).toBeNull();
  });
  it("does with one value, and with none", () => {
    expect(steps([7], 5)).toEqual([{ from: 7, to: null }]);
    expect(steps([null], 5)).toEqual([]);
  });
});
