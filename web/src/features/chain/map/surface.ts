/**
 * The living canvas of a chain map: keeps the view, follows pointers and
 * fingers, and paints at most once a frame. React tells it what to show and
 * hears from it what is pointed at.
 */
import type { Palette } from "@/ui/tokens";
import { edgeIndex, type EdgeIndex } from "./edges";
import { BoxGrid } from "./grid";
import { extent, type Layout, type MapNode } from "./layout";
import { zoomFor } from "./lod";
import { paintScene } from "./picture";
import type { Scene } from "./scene";
import type { Trace } from "./trace";
import { between, centre, fit, keep, pan, pinch, reveal, type Size, toLayout, type View, zoomAt } from "./viewport";

export interface Content extends Omit<Scene, "view" | "screen"> {
  palette: Palette;
  trace: Trace | null;
}

export interface Heard {
  point(node: MapNode | undefined, x: number, y: number): void;
  press(node: MapNode | undefined): void;
  open(node: MapNode): void;
  moved(view: View, screen: Size): void;
}

type Touch = readonly [number, number];

/** A finger or pointer that moved less than this many px was a press. */
const still = 5;

export class Surface {
  private content: Content | null = null;
  private grid: BoxGrid<MapNode> | null = null;
  private index: EdgeIndex | null = null;
  private screen: Size = { w: 0, h: 0 };
  private ratio = 1;
  private viewNow: View = { k: 1, x: 0, y: 0 };
  private wanted = false;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private moving = false;
  private flight = 0;
  private readonly fingers = new Map<number, Touch>();
  private travelled = 0;
  private placed = false;
  /** The reader has chosen a part; until then the whole map follows the size of the screen. */
  private chosen = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly heard: Heard,
    private readonly calm: () => boolean,
  ) {
    canvas.addEventListener("wheel", this.onWheel, { passive: false });
    canvas.addEventListener("pointerdown", this.onDown);
    canvas.addEventListener("pointermove", this.onMove);
    canvas.addEventListener("pointerup", this.onUp);
    canvas.addEventListener("pointercancel", this.onUp);
    canvas.addEventListener("pointerleave", this.onLeave);
    canvas.addEventListener("dblclick", this.onDouble);
  }

  stop(): void {
    for (const [name, f] of [["wheel", this.onWheel], ["pointerdown", this.onDown], ["pointermove", this.onMove], ["pointerup", this.onUp], ["pointercancel", this.onUp], ["pointerleave", this.onLeave], ["dblclick", this.onDouble]] as const) {
      this.canvas.removeEventListener(name, f as EventListener);
    }
    clearTimeout(this.quiet);
    this.flight++;
    this.content = null;
  }

  /** Shows this; a new layout is fitted to the screen. */
  show(content: Content): void {
    const fresh = this.content?.layout !== content.layout;
    this.content = content;
    if (fresh) {
      this.grid = new BoxGrid(content.layout.nodes, extent(content.layout));
      this.index = edgeIndex(content.layout);
      this.placed = this.chosen = false;
    }
    this.place();
    this.want();
  }

  resize(w: number, h: number, ratio: number): void {
    const mid = toLayout(this.viewNow, this.screen.w / 2, this.screen.h / 2);
    this.screen = { w, h };
    this.ratio = ratio;
    this.canvas.width = Math.max(1, Math.round(w * ratio));
    this.canvas.height = Math.max(1, Math.round(h * ratio));
    if (!this.chosen) this.placed = false;
    if (this.placed) this.viewNow = { k: this.viewNow.k, x: w / 2 - mid[0] * this.viewNow.k, y: h / 2 - mid[1] * this.viewNow.k };
    this.place();
    this.paint(); // at once: a resized canvas is blank
  }

  get view(): View {
    return this.viewNow;
  }

  zoom(factor: number, x = this.screen.w / 2, y = this.screen.h / 2): void {
    this.fly(zoomAt(this.viewNow, factor, x, y, this.limits()));
  }

  fitAll(): void {
    if (this.content) this.fly(this.whole());
  }

  /** Moves so that the node is in sight and readable. */
  goTo(id: string, close = true): void {
    const n = this.content?.layout.nodes.find((o) => o.id === id);
    if (!n) return;
    const readable = zoomFor("cards", n.w, n.h);
    if (close && this.viewNow.k < readable) this.fly(centre(n, this.screen, Math.min(this.limits().max, readable)));
    else this.fly(reveal(this.viewNow, n, this.screen));
  }

  /** Puts a point of the layout in the middle. */
  centreOn(x: number, y: number): void {
    this.move(this.kept({ k: this.viewNow.k, x: this.screen.w / 2 - x * this.viewNow.k, y: this.screen.h / 2 - y * this.viewNow.k }));
  }

  shift(dx: number, dy: number): void {
    if (this.content) this.move(pan(this.viewNow, dx, dy, extent(this.content.layout), this.screen));
  }

  private whole(): View {
    const layout = this.content!.layout;
    const v = fit(extent(layout), this.screen, 16, 1.4);
    // on a narrow screen a wide map begins at its head and as tall as the screen, instead of as a thread
    const n = layout.nodes[0];
    const tall = (this.screen.h - 32) / layout.height;
    if (!n || layout.nodes.length > 400 || n.w * v.k >= 40 || tall <= v.k) return v;
    return { k: Math.min(1, tall), x: 12, y: 16 };
  }

  private limits(): { min: number; max: number } {
    const n = this.content?.layout.nodes[0];
    const all = this.content ? fit(extent(this.content.layout), this.screen, 16, 1).k : 0.1;
    return { min: Math.min(0.5, all * 0.8), max: n ? Math.max(2, zoomFor("firms", n.w, n.h) * 1.25) : 2 };
  }

  private kept(v: View): View {
    return this.content ? keep(v, extent(this.content.layout), this.screen) : v;
  }

  private place(): void {
    if (this.placed || !this.content || this.screen.w < 10 || this.screen.h < 10) return;
    this.placed = true;
    this.viewNow = this.whole();
    const chosen = this.content.layout.nodes.find((n) => n.id === this.content?.selected);
    if (chosen) this.viewNow = this.kept(centre(chosen, this.screen, zoomFor("cards", chosen.w, chosen.h)));
    this.heard.moved(this.viewNow, this.screen);
  }

  private move(v: View): void {
    this.viewNow = v;
    this.chosen = this.moving = true;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      this.moving = false;
      this.want();
    }, 120);
    this.want();
    this.heard.moved(v, this.screen);
  }

  /** Glides to a view, or jumps when the system asks for less motion. */
  private fly(to: View): void {
    const goal = this.kept(to);
    const flight = ++this.flight;
    if (this.calm()) return this.move(goal);
    const from = this.viewNow;
    const start = performance.now();
    const tick = (now: number) => {
      if (flight !== this.flight) return;
      const t = Math.min(1, (now - start) / 180);
      this.move(between(from, goal, t));
      if (t < 1) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  private want(): void {
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame(() => {
      this.wanted = false;
      this.paint();
    });
  }

  private paint(): void {
    const ctx = this.canvas.getContext("2d");
    if (!ctx || !this.content || !this.index) return;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = this.content.palette.canvas;
    ctx.fillRect(0, 0, this.screen.w, this.screen.h);
    paintScene(ctx, { ...this.content, view: this.viewNow, screen: this.screen }, this.index, this.moving);
  }

  private nodeAt(x: number, y: number): MapNode | undefined {
    return this.grid?.at(...toLayout(this.viewNow, x, y));
  }

  private at(e: PointerEvent | WheelEvent | MouseEvent): [number, number] {
    const r = this.canvas.getBoundingClientRect();
    return [e.clientX - r.left, e.clientY - r.top];
  }

  private readonly onWheel = (e: WheelEvent) => {
    e.preventDefault();
    this.flight++;
    const [x, y] = this.at(e);
    const lines = e.deltaMode === 1 ? 16 : 1;
    // a trackpad's two fingers move, its pinch (which comes with ctrl) and a wheel zoom
    if (!e.ctrlKey && (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY))) this.shift(-(e.deltaX || e.deltaY) * lines, 0);
    else this.move(this.kept(zoomAt(this.viewNow, Math.exp((-e.deltaY * lines) / (e.ctrlKey ? 120 : 420)), x, y, this.limits())));
  };

  private readonly onDown = (e: PointerEvent) => {
    if (e.button !== 0) return;
    this.flight++;
    this.canvas.setPointerCapture(e.pointerId);
    if (this.fingers.size === 0) this.travelled = 0;
    this.fingers.set(e.pointerId, this.at(e));
  };

  private readonly onMove = (e: PointerEvent) => {
    const now = this.at(e);
    const before = this.fingers.get(e.pointerId);
    if (!before) {
      if (e.pointerType !== "touch") this.heard.point(this.nodeAt(...now), ...now);
      return;
    }
    const others = [...this.fingers].filter(([id]) => id !== e.pointerId);
    this.travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    this.fingers.set(e.pointerId, now);
    if (others.length > 0) {
      const other = others[0]![1];
      this.travelled = Infinity;
      this.move(this.kept(pinch(this.viewNow, [before, other], [now, other], this.limits())));
    } else if (this.travelled > still) {
      this.canvas.style.cursor = "grabbing";
      this.shift(now[0] - before[0], now[1] - before[1]);
    }
  };

  private readonly onUp = (e: PointerEvent) => {
    if (!this.fingers.delete(e.pointerId)) return;
    this.canvas.style.cursor = "";
    if (e.type === "pointerup" && this.fingers.size === 0 && this.travelled <= still) this.heard.press(this.nodeAt(...this.at(e)));
  };

  private readonly onLeave = () => this.heard.point(undefined, 0, 0);

  private readonly onDouble = (e: MouseEvent) => {
    const node = this.nodeAt(...this.at(e));
    if (node) this.heard.open(node);
    else this.zoom(1.8, ...this.at(e));
  };
}

/** The ids of the nodes on the screen, for loading what only cards show. */
export function idsInSight(layout: Layout, view: View, screen: Size): string[] {
  const out: string[] = [];
  for (const n of layout.nodes) {
    const x = n.x * view.k + view.x;
    const y = n.y * view.k + view.y;
    if (x < screen.w && y < screen.h && x + n.w * view.k > 0 && y + n.h * view.k > 0) out.push(n.id);
  }
  return out;
}
