import { describe, expect, it } from "vitest";
import { palette, type Sign } from "@/ui/tokens";
import { sample } from "./sample.fixture";
import type { Mark } from "./layout";
import type { Fill, Lettering, Pen } from "./pen";
import { drawGround, drawNames, drawNodes, type Scene } from "./scene";
import { fit } from "./viewport";

class Recorder implements Pen {
  palette = palette("light");
  texts: { text: string; x: number; right: number; how: Lettering }[] = [];
  rects: { w: number; h: number; how: Fill }[] = [];
  marks: Sign[] = [];
  icons: string[] = [];
  hatches = 0;
  rect(_x: number, _y: number, w: number, h: number, how: Fill) { this.rects.push({ w, h, how }); }
  hatch() { this.hatches++; }
  text(text: string, x: number, _y: number, how: Lettering) { this.texts.push({ text, x, right: x + this.measure(text, how.size), how }); }
  measure(text: string, size: number) { return [...text].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e7f ? size : size * 0.55), 0); }
  mark(sign: Sign) { this.marks.push(sign); }
  icon(icon: string) { this.icons.push(icon); }
  line() {}
}

const screen = { w: 1200, h: 700 };
const layout = sample(60, 2);
const mark = (node: string, over: Partial<Mark>): [string, Mark] => [
  node,
  { node, sign: "strong", unstable: false, firms: 3, nationFirms: 40, share: 0.1, peerShare: 0.05, lead: "甲公司", external: false, singleSource: false, backup: false, matters: 0, before: null, ...over },
];
const scene = (over: Partial<Scene>): Scene => ({
  layout, marks: new Map(), marked: true, view: { k: 1, x: 0, y: 0 }, screen, lit: null, focus: null, selected: null, barFull: 0.2,
  words: { firms: (a, b) => `${a ?? "—"} / ${b ?? "—"} 家`, share: (v) => (v === null ? "—" : `${v * 100}%`), noLead: "无链主", more: (n) => `另 ${n} 家` },
  firms: new Map(), ...over,
});
const drawn = (s: Scene) => { const pen = new Recorder(); drawGround(pen, s); drawNodes(pen, s); drawNames(pen, s); return pen; };

describe("the scene", () => {
  it("shows a mark with every colour: a class is never told by colour alone", () => {
    const marks = new Map([mark("n0", {}), mark("n1", { sign: "weak" }), mark("n2", { sign: "missing" }), mark("n3", { sign: "potential" })]);
    for (const view of [{ k: 1, x: 0, y: 0 }, { k: 0.4, x: 0, y: 0 }]) {
      const pen = drawn(scene({ marks, view }));
      for (const sign of ["strong", "weak", "missing", "potential", "unknown"] as const) expect(pen.marks).toContain(sign);
    }
  });
  it("hatches the unknown and outlines the missing with dashes", () => {
    const pen = drawn(scene({ marks: new Map([mark("n0", { sign: "missing" })]) }));
    expect(pen.hatches).toBeGreaterThan(0);
    expect(pen.rects.some((r) => r.how.dash && r.how.stroke === pen.palette.sign.missing)).toBe(true);
  });
  it("calls nothing unknown before a region was diagnosed", () => {
    const pen = drawn(scene({ marked: false }));
    expect(pen.marks).toHaveLength(0);
    expect(pen.hatches).toBe(0);
  });
  it("draws only what is on the screen", () => {
    const all = drawn(scene({ view: fit({ x: 0, y: 0, w: layout.width, h: layout.height }, screen) }));
    const part = drawn(scene({ view: { k: 1, x: -layout.width + 300, y: 0 } }));
    expect(part.rects.length).toBeLessThan(all.rects.length);
  });
  it("writes an unknown number as a dash, never as zero", () => {
    const pen = drawn(scene({ marks: new Map([mark("n0", { firms: null, nationFirms: null, share: null })]) }));
    expect(pen.texts.some((t) => t.text === "— / — 家")).toBe(true);
    expect(pen.texts.some((t) => t.text.startsWith("0"))).toBe(false);
  });
  it("shows the old class beside the new one", () => {
    const pen = drawn(scene({ marks: new Map([mark("n0", { sign: "potential", before: "missing" })]) }));
    expect(pen.texts.some((t) => t.text === "→")).toBe(true);
    expect(pen.marks).toContain("missing");
  });
  it("shows the small signs", () => {
    const pen = drawn(scene({ marks: new Map([mark("n0", { external: true, singleSource: true, backup: true, matters: 120 })]) }));
    expect(pen.icons.sort()).toEqual(["backup", "globe", "single"]);
    expect(pen.texts.some((t) => t.text === "99+")).toBe(true);
  });
  it("lists firms when there is room and counts the rest", () => {
    const pen = drawn(scene({ view: { k: 1.8, x: 0, y: 0 }, marks: new Map([mark("n0", { firms: 30 })]), firms: new Map([["n0", ["甲", "乙", "丙", "丁", "戊", "己"]]]) }));
    expect(pen.texts.some((t) => t.text === "甲")).toBe(true);
    expect(pen.texts.some((t) => /^另 \d+ 家$/.test(t.text))).toBe(true);
  });
  it("keeps every name inside its node", () => {
    const long = { ...layout, nodes: layout.nodes.map((n) => ({ ...n, name: "新能源汽车动力电池正极材料前驱体与电解液添加剂" })) };
    for (const k of [0.3, 0.5, 0.8, 1, 1.6]) {
      const s = scene({ layout: long, view: { k, x: 0, y: 0 }, marks: new Map([mark("n0", { unstable: true, before: "weak" })]) });
      const pen = new Recorder();
      drawNodes(pen, s);
      for (const t of pen.texts.filter((o) => (o.how.align ?? "left") === "left")) {
        const inside = long.nodes.some((n) => t.x >= n.x * k - 1 && t.right <= (n.x + n.w) * k + 1);
        expect(inside, `${t.text} at ${k}`).toBe(true);
      }
    }
  });
});
