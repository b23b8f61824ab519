/** A whole painted scene: on the screen, or as a picture of its own with title and legend. */
import type { Palette } from "@/ui/tokens";
import { type EdgeIndex, edgeIndex, visibleEdges } from "./edges";
import { edgeBudget } from "./lod";
import { CanvasPen } from "./paint";
import { drawGround, drawNames, drawNodes, type Scene } from "./scene";
import type { Trace } from "./trace";

export interface Painted extends Scene {
  palette: Palette;
  trace: Trace | null;
}

/** Paints ground, edges, nodes and names, in this order. */
export function paintScene(ctx: CanvasRenderingContext2D, scene: Painted, index: EdgeIndex, moving: boolean): void {
  const pen = new CanvasPen(ctx, scene.palette);
  drawGround(pen, scene);
  const { view, screen } = scene;
  const scale = Math.min(1.3, Math.max(0.45, view.k));
  const count = scene.layout.edges.length;
  if (scene.trace) {
    if (!moving) pen.edges(visibleEdges(index, view, screen, 400, null, scene.lit), view, { stroke: scene.palette.lineStrong, alpha: 0.1, scale });
    pen.edges(visibleEdges(index, view, screen, 0, scene.trace, null), view, { stroke: scene.palette.focus, alpha: 0.85, scale });
  } else {
    // many fine lines on one screen make a grey veil; then each is fainter
    const alpha = count * Math.min(1, view.k) > 1500 ? 0.28 : 0.5;
    pen.edges(visibleEdges(index, view, screen, edgeBudget(moving, count), null, scene.lit), view, { stroke: scene.palette.lineStrong, alpha, scale });
  }
  drawNodes(pen, scene);
  drawNames(pen, scene);
}

export interface Caption {
  title: string;
  /** Region, date, source, review number of a map: one line. */
  scope: string;
  legend: readonly { sign: "strong" | "potential" | "weak" | "missing" | "unknown"; text: string }[];
  /** A stamp such as 演示数据. */
  stamp: string;
}

/** No side of a picture is longer than this many px, which every viewer opens. */
const longest = 8000;

/** The whole map as a canvas of its own, `times` as fine as the screen. */
export function mapPicture(scene: Painted, caption: Caption, times: number): HTMLCanvasElement {
  const [head, foot, margin] = [64, 44, 24];
  const w = scene.layout.width + 2 * margin;
  const h = scene.layout.height + head + foot;
  const fine = Math.min(times, longest / w, longest / h);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(w * fine);
  canvas.height = Math.round(h * fine);
  const ctx = canvas.getContext("2d")!;
  ctx.scale(fine, fine);
  const p = scene.palette;
  ctx.fillStyle = p.surface;
  ctx.fillRect(0, 0, w, h);
  const view = { k: 1, x: margin, y: head };
  const whole: Painted = { ...scene, view, screen: { w, h: head + scene.layout.height }, focus: null, selected: null };
  paintScene(ctx, whole, edgeIndex(scene.layout), false);
  const pen = new CanvasPen(ctx, p);
  pen.rect(0, 0, w, head - 2, { fill: p.surface });
  pen.text(caption.title, margin, 22, { size: 22, bold: true, fill: p.text });
  pen.text(caption.scope, margin, 48, { size: 13, fill: p.text2 });
  if (caption.stamp) pen.text(caption.stamp, w - margin, 22, { size: 14, fill: p.stamp, align: "right" });
  let x = margin;
  for (const item of caption.legend) {
    pen.mark(item.sign, x + 7, h - foot / 2, 14, p.sign[item.sign]);
    pen.text(item.text, x + 20, h - foot / 2, { size: 13, fill: p.text2 });
    x += 40 + pen.measure(item.text, 13);
  }
  return canvas;
}
