/** The canvas pen. */
import { fontFamily, type Palette, type Sign } from "@/ui/tokens";
import type { MapEdge } from "./layout";
import { thickness } from "./edges";
import type { Fill, Icon, Lettering, Pen } from "./pen";
import type { View } from "./viewport";

const widths = new Map<string, number>();

const hatchings = new Map<string, CanvasPattern | string>();

/** A pattern of diagonal lines, made once for each colour: clipping every box apart is slow. */
function hatching(c: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  let found = hatchings.get(colour);
  if (found === undefined) {
    const side = 6;
    const tile = document.createElement("canvas");
    tile.width = tile.height = side;
    const t = tile.getContext("2d")!;
    t.strokeStyle = colour;
    t.lineWidth = 1;
    t.beginPath();
    for (const d of [-side, 0, side]) {
      t.moveTo(d - 1, side + 1);
      t.lineTo(d + side + 1, -1);
    }
    t.stroke();
    found = c.createPattern(tile, "repeat") ?? colour;
    hatchings.set(colour, found);
  }
  return found;
}

/** Draws on a 2D context whose transform makes one unit one CSS px. */
export class CanvasPen implements Pen {
  private font = "";

  constructor(
    private readonly ctx: CanvasRenderingContext2D,
    readonly palette: Palette,
  ) {
    ctx.textBaseline = "middle";
  }

  rect(x: number, y: number, w: number, h: number, how: Fill): void {
    const c = this.ctx;
    c.globalAlpha = how.alpha ?? 1;
    if (how.fill && !how.stroke && !(how.radius && how.radius > 1.5)) {
      c.fillStyle = how.fill;
      c.fillRect(x, y, w, h);
      return;
    }
    c.beginPath();
    if (how.radius && how.radius > 1.5) c.roundRect(x, y, w, h, Math.min(how.radius, w / 2, h / 2));
    else c.rect(x, y, w, h);
    this.ink(how);
  }

  hatch(x: number, y: number, w: number, h: number, colour: string, alpha = 1): void {
    const c = this.ctx;
    c.globalAlpha = alpha;
    c.fillStyle = hatching(c, colour);
    c.fillRect(x, y, w, h);
  }

  text(text: string, x: number, y: number, how: Lettering): void {
    const c = this.ctx;
    this.setFont(how.size, how.bold ?? false);
    c.globalAlpha = how.alpha ?? 1;
    c.fillStyle = how.fill;
    c.textAlign = how.align ?? "left";
    c.fillText(text, x, y + how.size * 0.04);
  }

  measure(text: string, size: number, bold = false): number {
    // measured once at 100 px: widths grow evenly with the size
    const key = (bold ? "b" : "n") + text;
    let w = widths.get(key);
    if (w === undefined) {
      if (widths.size > 50_000) widths.clear();
      this.setFont(100, bold);
      w = this.ctx.measureText(text).width / 100;
      widths.set(key, w);
    }
    return w * size;
  }

  mark(sign: Sign, x: number, y: number, size: number, colour: string, alpha = 1): void {
    const c = this.ctx;
    const r = size / 2;
    const pen = Math.max(1, size / 9);
    c.globalAlpha = alpha;
    c.fillStyle = c.strokeStyle = colour;
    c.lineWidth = pen;
    c.setLineDash([]);
    c.beginPath();
    switch (sign) {
      case "strong":
        c.arc(x, y, r, 0, 2 * Math.PI);
        c.fill();
        return;
      case "potential":
        c.arc(x, y, r - pen / 2, 0, 2 * Math.PI);
        c.stroke();
        c.beginPath();
        c.arc(x, y, r - pen / 2, Math.PI / 2, (3 * Math.PI) / 2);
        c.fill();
        return;
      case "weak":
        c.moveTo(x, y - r * 0.95);
        c.lineTo(x + r, y + r * 0.8);
        c.lineTo(x - r, y + r * 0.8);
        c.closePath();
        c.fill();
        return;
      case "missing":
        c.setLineDash([size / 5, size / 7]);
        c.arc(x, y, r - pen / 2, 0, 2 * Math.PI);
        c.stroke();
        c.setLineDash([]);
        return;
      case "unknown":
        this.text("?", x, y, { size: size * 1.15, bold: true, fill: colour, align: "center", alpha });
    }
  }

  icon(icon: Icon, x: number, y: number, size: number, colour: string, alpha = 1): void {
    const c = this.ctx;
    const r = size / 2;
    c.globalAlpha = alpha;
    c.strokeStyle = c.fillStyle = colour;
    c.lineWidth = Math.max(1, size / 10);
    c.setLineDash([]);
    c.beginPath();
    switch (icon) {
      case "globe":
        c.arc(x, y, r, 0, 2 * Math.PI);
        c.moveTo(x - r, y);
        c.lineTo(x + r, y);
        c.moveTo(x + r * 0.45, y);
        c.ellipse(x, y, r * 0.45, r, 0, 0, 2 * Math.PI);
        c.stroke();
        return;
      case "single":
        c.arc(x, y, r, 0, 2 * Math.PI);
        c.stroke();
        c.beginPath();
        c.arc(x, y, r * 0.42, 0, 2 * Math.PI);
        c.fill();
        return;
      case "backup":
        c.arc(x - r * 0.35, y, r * 0.65, 0, 2 * Math.PI);
        c.moveTo(x + r, y);
        c.arc(x + r * 0.35, y, r * 0.65, 0, 2 * Math.PI);
        c.stroke();
        return;
      case "matter":
        c.rect(x - r * 0.8, y - r, r * 1.6, r * 2);
        c.stroke();
    }
  }

  line(points: readonly (readonly [number, number])[], how: Fill & { arrow?: boolean }): void {
    const c = this.ctx;
    c.globalAlpha = how.alpha ?? 1;
    c.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? c.moveTo(x, y) : c.lineTo(x, y)));
    this.ink(how);
  }

  /** Edges as soft curves, in layout coordinates; same-looking ones are stroked at once. */
  edges(edges: readonly MapEdge[], view: View, how: { stroke: string; alpha: number; scale: number }): void {
    const c = this.ctx;
    const bundles = new Map<string, { path: Path2D; width: number; assumed: boolean }>();
    for (const e of edges) {
      const width = Math.round(thickness(e.share) * 2) / 2;
      const key = `${width}${e.assumed ? "~" : ""}`;
      let b = bundles.get(key);
      if (!b) bundles.set(key, (b = { path: new Path2D(), width, assumed: e.assumed }));
      curve(b.path, e.points, view);
    }
    c.strokeStyle = how.stroke;
    c.globalAlpha = how.alpha;
    c.lineCap = "butt";
    for (const b of bundles.values()) {
      c.lineWidth = Math.max(0.6, b.width * how.scale);
      c.setLineDash(b.assumed ? [5, 4] : []);
      c.stroke(b.path);
    }
    c.setLineDash([]);
  }

  private ink(how: Fill): void {
    const c = this.ctx;
    if (how.fill) {
      c.fillStyle = how.fill;
      c.fill();
    }
    if (how.stroke) {
      c.strokeStyle = how.stroke;
      c.lineWidth = how.width ?? 1;
      c.setLineDash(how.dash ? [...how.dash] : []);
      c.stroke();
    }
  }

  private setFont(size: number, bold: boolean): void {
    const font = `${bold ? "600 " : ""}${size}px ${fontFamily}`;
    if (font !== this.font) this.ctx.font = this.font = font;
  }
}

/** Adds the points to a path as curves that leave and arrive level, in screen px. */
export function curve(path: Pick<Path2D, "moveTo" | "bezierCurveTo">, points: readonly (readonly [number, number])[], v: View): void {
  for (let i = 0; i < points.length; i++) {
    const x = points[i]![0] * v.k + v.x;
    const y = points[i]![1] * v.k + v.y;
    if (i === 0) {
      path.moveTo(x, y);
      continue;
    }
    const px = points[i - 1]![0] * v.k + v.x;
    const py = points[i - 1]![1] * v.k + v.y;
    const bend = Math.abs(x - px) / 2;
    const toward = x >= px ? bend : -bend;
    path.bezierCurveTo(px + toward, py, x - toward, y, x, y);
  }
}
