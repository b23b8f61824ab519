/** Which nodes the reader wants to see; the others are dimmed, not moved. */
import type { Sign } from "@/ui/tokens";
import type { Layout, Marks } from "./layout";
import { type Network, path, reach } from "./trace";

export interface Filter {
  /** Empty means all. */
  signs: ReadonlySet<Sign>;
  lanes: ReadonlySet<string>;
  /** Around this node, at most depth steps either way. */
  around: string | null;
  depth: number;
  /** The ways from `around` to this node. */
  to: string | null;
  /** Only nodes whose class changed since the date compared with. */
  changed: boolean;
}

export const everything: Filter = { signs: new Set(), lanes: new Set(), around: null, depth: Infinity, to: null, changed: false };

export function isEverything(f: Filter): boolean {
  return f.signs.size === 0 && f.lanes.size === 0 && f.around === null && !f.changed;
}

/** The nodes that pass, or null when all do. */
export function passing(layout: Layout, net: Network, marks: Marks, f: Filter): Set<string> | null {
  if (isEverything(f)) return null;
  const near = f.around === null ? null : f.to !== null ? path(net, f.around, f.to) : around(net, f.around, f.depth);
  const out = new Set<string>();
  for (const n of layout.nodes) {
    const mark = marks.get(n.id);
    if (f.signs.size > 0 && !f.signs.has(mark?.sign ?? "unknown")) continue;
    if (f.lanes.size > 0 && !f.lanes.has(n.lane)) continue;
    if (near && !near.has(n.id)) continue;
    if (f.changed && (!mark || mark.before === null)) continue;
    out.add(n.id);
  }
  return out;
}

function around(net: Network, node: string, depth: number): Set<string> {
  return new Set([...reach(net.into, node, depth).keys(), ...reach(net.outOf, node, depth).keys()]);
}
