/** Who feeds whom: walking the edges of a chain, which may contain rounds. */
import type { Layout, MapNode } from "./layout";

export interface Network {
  into: ReadonlyMap<string, readonly string[]>;
  outOf: ReadonlyMap<string, readonly string[]>;
}

/** Neighbours by node: `into` are its suppliers, `outOf` its buyers. */
export function network(layout: Pick<Layout, "edges">): Network {
  const into = new Map<string, string[]>();
  const outOf = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, value: string) => {
    const list = map.get(key);
    if (!list) map.set(key, [value]);
    else if (!list.includes(value)) list.push(value);
  };
  for (const e of layout.edges) {
    if (e.feedback) continue; // a round would make everything upstream of everything
    add(outOf, e.from, e.to);
    add(into, e.to, e.from);
  }
  return { into, outOf };
}

/** Steps from start to every node that can be reached within depth; start is at 0. */
export function reach(next: ReadonlyMap<string, readonly string[]>, start: string, depth = Infinity): Map<string, number> {
  const steps = new Map([[start, 0]]);
  let edge = [start];
  for (let d = 1; edge.length > 0 && d <= depth; d++) {
    const further: string[] = [];
    for (const node of edge) {
      for (const n of next.get(node) ?? []) {
        if (!steps.has(n)) {
          steps.set(n, d);
          further.push(n);
        }
      }
    }
    edge = further;
  }
  return steps;
}

export interface Trace {
  upstream: ReadonlySet<string>;
  downstream: ReadonlySet<string>;
}

/** Everything upstream and downstream of a node, itself in both. */
export function trace(net: Network, node: string, depth = Infinity): Trace {
  return { upstream: new Set(reach(net.into, node, depth).keys()), downstream: new Set(reach(net.outOf, node, depth).keys()) };
}

/** Tells whether an edge is lit: both ends lie on the same side of the node. */
export function lit(t: Trace, from: string, to: string): boolean {
  return (t.upstream.has(from) && t.upstream.has(to)) || (t.downstream.has(from) && t.downstream.has(to));
}

/** Every node on some way from one node to another, either direction; empty when there is none. */
export function path(net: Network, from: string, to: string): Set<string> {
  const between = (a: string, b: string) => {
    const forward = reach(net.outOf, a);
    if (!forward.has(b)) return new Set<string>();
    const back = reach(net.into, b);
    return new Set([...forward.keys()].filter((n) => back.has(n)));
  };
  const ahead = between(from, to);
  return ahead.size > 0 ? ahead : between(to, from);
}

export type Direction = "left" | "right" | "up" | "down";

/**
 * Where an arrow key leads: left and right go along an edge to the supplier or
 * buyer that is nearest in height, up and down to the next node of the same
 * column. Without an edge the nearest node in that direction is taken.
 */
export function step(nodes: readonly MapNode[], net: Network, at: string, direction: Direction): string | undefined {
  const here = nodes.find((n) => n.id === at);
  if (!here) return nodes[0]?.id;
  if (direction === "left" || direction === "right") {
    const ends = new Set((direction === "left" ? net.into : net.outOf).get(at) ?? []);
    const along = nearest(here, nodes.filter((n) => ends.has(n.id)), 1, 1);
    if (along) return along;
  }
  return nearest(here, nodes.filter((n) => n.id !== at && ahead(here, n, direction)), direction === "up" || direction === "down" ? 4 : 1, direction === "left" || direction === "right" ? 4 : 1);
}

function ahead(here: MapNode, n: MapNode, direction: Direction): boolean {
  switch (direction) {
    case "left":
      return n.x + n.w <= here.x;
    case "right":
      return n.x >= here.x + here.w;
    case "up":
      return n.y < here.y && Math.abs(n.x - here.x) < here.w;
    case "down":
      return n.y > here.y && Math.abs(n.x - here.x) < here.w;
  }
}

function nearest(here: MapNode, from: readonly MapNode[], wx: number, wy: number): string | undefined {
  let best: MapNode | undefined;
  let least = Infinity;
  for (const n of from) {
    const d = wx * Math.abs(n.x + n.w / 2 - here.x - here.w / 2) + wy * Math.abs(n.y + n.h / 2 - here.y - here.h / 2);
    if (d < least) [best, least] = [n, d];
  }
  return best?.id;
}
