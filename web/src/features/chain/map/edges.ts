/** Which edges are drawn, how thick, and in which light. */
import type { Layout, MapEdge } from "./layout";
import { type Trace, lit } from "./trace";
import { type Size, type View, visible } from "./viewport";

/** Thickness in px at 100 %: the cost share; a share that nobody knows is thin. */
export function thickness(share: number | null): number {
  return share === null ? 1 : 1 + 5 * Math.sqrt(Math.min(1, Math.max(0, share)));
}

/** Edges in order of importance with their boxes, made once for a layout. */
export interface EdgeIndex {
  /** Largest share first; edges of unknown share keep the order of the layout after those. */
  edges: readonly MapEdge[];
  /** left, top, right, bottom of each edge */
  boxes: Float64Array;
}

export function edgeIndex(layout: Pick<Layout, "edges">): EdgeIndex {
  const edges = [...layout.edges].sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
  const boxes = new Float64Array(edges.length * 4);
  edges.forEach((e, i) => {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of e.points) {
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x);
      y1 = Math.max(y1, y);
    }
    boxes.set([x0, y0, x1, y1], i * 4);
  });
  return { edges, boxes };
}

/**
 * The edges on the screen, at most budget of them, the most important first.
 * With a trace only the lit ones count, and all of those are kept: a way that
 * ends in nothing would mislead.
 */
export function visibleEdges(index: EdgeIndex, view: View, screen: Size, budget: number, t: Trace | null, shown: ReadonlySet<string> | null): MapEdge[] {
  const w = visible(view, screen);
  const out: MapEdge[] = [];
  for (let i = 0; i < index.edges.length; i++) {
    const at = i * 4;
    if (index.boxes[at]! > w.x + w.w || index.boxes[at + 2]! < w.x || index.boxes[at + 1]! > w.y + w.h || index.boxes[at + 3]! < w.y) continue;
    const e = index.edges[i]!;
    if (t && !lit(t, e.from, e.to)) continue;
    if (!t && shown && !(shown.has(e.from) && shown.has(e.to))) continue;
    out.push(e);
    if (!t && out.length >= budget) break;
  }
  return out;
}
