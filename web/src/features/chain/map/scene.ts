/** Draws the nodes, groups and lanes of a chain map with a pen, at any zoom. */
import type { Sign } from "@/ui/tokens";
import { card, type CardWords } from "./card";
import { type Box, type Group, type Lane, type Layout, type MapNode, type Mark, type Marks, overlaps } from "./layout";
import { type Detail, detail, threshold } from "./lod";
import type { Pen } from "./pen";
import { ellipsis, lines } from "./text";
import { type Size, type View, visible } from "./viewport";

export interface Scene {
  layout: Layout;
  marks: Marks;
  /** False while no region was diagnosed: cards are plain, nothing is called unknown. */
  marked: boolean;
  view: View;
  screen: Size;
  /** The nodes in full light; null is all of them. */
  lit: ReadonlySet<string> | null;
  focus: string | null;
  selected: string | null;
  /** Full length of the share bar. */
  barFull: number;
  words: CardWords;
  /** Names of the first firms on a node, when they are known. */
  firms: ReadonlyMap<string, readonly string[]>;
}

/** How strongly the nodes are drawn that are not in the light. */
const dim = 0.16;

/** The detail at which this scene is drawn; all nodes of a layout have one size. */
export function detailOf(scene: Pick<Scene, "layout" | "view">): Detail {
  const n = scene.layout.nodes[0];
  return n ? detail(n.w * scene.view.k, n.h * scene.view.k) : "blocks";
}

export function onScreen(b: Box, v: View): Box {
  return { x: b.x * v.k + v.x, y: b.y * v.k + v.y, w: b.w * v.k, h: b.h * v.k };
}

/** The ground: lanes and groups. Drawn below the edges. */
export function drawGround(pen: Pen, scene: Scene): void {
  const p = pen.palette;
  const window = visible(scene.view, scene.screen);
  scene.layout.lanes.forEach((lane, i) => {
    if (!overlaps(lane, window)) return;
    const b = onScreen(lane, scene.view);
    pen.rect(b.x, b.y, b.w, b.h, { fill: i % 2 === 0 ? p.sunken : p.canvas, stroke: p.line, radius: 6 });
  });
  for (const g of scene.layout.groups) {
    if (!overlaps(g, window)) continue;
    const b = onScreen(g, scene.view);
    pen.rect(b.x, b.y, b.w, b.h, { fill: p.surface, stroke: p.line, radius: Math.min(6, b.h / 4), alpha: 0.75 });
  }
}

/** The nodes. Drawn above the edges. */
export function drawNodes(pen: Pen, scene: Scene): void {
  const window = visible(scene.view, scene.screen);
  for (const n of scene.layout.nodes) {
    if (!overlaps(n, window)) continue;
    const b = onScreen(n, scene.view);
    const alpha = scene.lit === null || scene.lit.has(n.id) ? 1 : dim;
    const mark = scene.marks.get(n.id);
    const d = detail(b.w, b.h);
    if (d === "blocks") block(pen, n, mark, scene.marked, b, alpha);
    else card(pen, n, mark, scene, b, d, alpha);
    if (n.id === scene.selected || n.id === scene.focus) {
      pen.rect(b.x - 3, b.y - 3, b.w + 6, b.h + 6, { stroke: pen.palette.focus, width: n.id === scene.selected ? 3 : 2, radius: 7 });
    }
  }
}

/** A node as a block of colour: solid, or dashed when missing, or hatched when unknown. */
function block(pen: Pen, n: MapNode, mark: Mark | undefined, marked: boolean, b: Box, alpha: number): void {
  const p = pen.palette;
  const sign: Sign | null = marked ? (mark?.sign ?? "unknown") : null;
  const radius = b.h < 12 ? 0 : Math.min(4, b.h / 5);
  const gap = Math.min(1, b.h / 12);
  const [x, y, w, h] = [b.x + gap, b.y + gap, b.w - 2 * gap, b.h - 2 * gap];
  let ink = p.text;
  if (sign === null) {
    pen.rect(x, y, w, h, { fill: p.ramp[1], stroke: p.lineStrong, radius, alpha });
  } else if (sign === "missing") {
    pen.rect(x, y, w, h, { fill: p.surface, stroke: p.sign.missing, width: Math.max(1, Math.min(2, h / 6)), dash: h < 9 ? undefined : [4, 3], radius, alpha });
    ink = p.sign.missing;
  } else if (sign === "unknown") {
    pen.rect(x, y, w, h, { fill: p.signBg.unknown, stroke: h < 9 ? undefined : p.sign.unknown, radius, alpha });
    pen.hatch(x, y, w, h, p.sign.unknown, alpha * 0.28);
  } else {
    pen.rect(x, y, w, h, { fill: p.sign[sign], radius, alpha: mark?.unstable ? alpha * 0.6 : alpha });
    ink = mark?.unstable ? p.text : p.surface;
  }
  blockWords(pen, n, sign, mark, { x, y, w, h }, ink, alpha);
}

function blockWords(pen: Pen, n: MapNode, sign: Sign | null, mark: Mark | undefined, b: Box, ink: string, alpha: number): void {
  // a low block has two tight lines rather than one cut name
  const tight = b.h < 34;
  const inset = tight ? 3 : 5;
  const size = tight ? 10 : Math.min(14, b.h * 0.34);
  const leading = size * (tight ? 1.06 : 1.2);
  const named = b.w >= threshold.name.w && b.h >= threshold.name.h && alpha === 1;
  const glyph = sign === null ? 0 : Math.min(b.h * 0.6, b.w * 0.5, tight ? 9 : size);
  if (!named) {
    if (sign !== null && Math.min(b.w, b.h) >= threshold.mark) pen.mark(sign, b.x + b.w / 2, b.y + b.h / 2, glyph, ink, alpha);
    return;
  }
  const left = b.x + inset + (glyph > 0 ? glyph + 3 + (mark?.unstable ? size * 0.7 : 0) : 0);
  const room = b.x + b.w - 3 - left;
  const rows = lines(n.name, room, Math.max(1, Math.floor((b.h + 0.5) / leading)), (t) => pen.measure(t, size));
  const top = b.y + b.h / 2 - ((rows.length - 1) * leading) / 2;
  if (glyph > 0 && sign !== null) {
    const middle = b.y + b.h / 2;
    pen.mark(sign, b.x + inset + glyph / 2, middle, glyph, ink, alpha);
    if (mark?.unstable) pen.text("≈", b.x + inset + 1 + glyph, middle, { size, fill: ink, alpha });
  }
  rows.forEach((row, i) => pen.text(row, left, top + i * leading, { size, fill: ink, alpha }));
}

/** Names of groups and lanes, drawn last so that nothing covers them. */
export function drawNames(pen: Pen, scene: Scene): void {
  const window = visible(scene.view, scene.screen);
  for (const g of scene.layout.groups) if (overlaps(g, window)) groupName(pen, g, scene);
  for (const lane of scene.layout.lanes) if (overlaps(lane, window)) laneName(pen, lane, scene);
}

function groupName(pen: Pen, g: Group, scene: Scene): void {
  const b = onScreen(g, scene.view);
  const head = headOf(g, scene) * scene.view.k;
  const size = Math.max(11, Math.min(16, head * 0.78));
  if (b.w < size * 2.2 || head < 9) return;
  const text = ellipsis(g.name, b.w - 12, (t) => pen.measure(t, size, true));
  pen.text(text, b.x + 7, b.y + head / 2, { size, bold: true, fill: pen.palette.text2 });
}

const heads = new WeakMap<Layout, Map<string, number>>();

/** The height left free above the first node of a group, for its name. */
function headOf(g: Group, scene: Pick<Scene, "layout">): number {
  let known = heads.get(scene.layout);
  if (!known) {
    known = new Map();
    for (const group of scene.layout.groups) known.set(group.id, 24);
    for (const n of scene.layout.nodes) {
      const group = scene.layout.groups.find((o) => o.id === n.group);
      if (group) known.set(group.id, Math.max(0, Math.min(known.get(group.id) ?? Infinity, n.y - group.y)));
    }
    heads.set(scene.layout, known);
  }
  return known.get(g.id) ?? 0;
}

/** A lane's name stays at the top of the screen while the lane is in sight. */
function laneName(pen: Pen, lane: Lane, scene: Scene): void {
  const b = onScreen(lane, scene.view);
  const p = pen.palette;
  const left = Math.max(b.x, 0);
  const right = Math.min(b.x + b.w, scene.screen.w);
  if (right - left < 40) return;
  const y = Math.max(b.y + headRoom * scene.view.k - laneHead, 0);
  pen.rect(left, y, right - left, laneHead, { fill: p.surface, stroke: p.line });
  const text = ellipsis(lane.name, right - left - 12, (t) => pen.measure(t, 14, true));
  pen.text(text, (left + right) / 2, y + laneHead / 2, { size: 14, bold: true, fill: p.text, align: "center" });
}

/** The height that the layout leaves free above the nodes of a lane. */
const headRoom = 40;

/** Height in px of the strip with a lane's name. */
export const laneHead = 26;
