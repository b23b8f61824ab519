/**
 * What the chain map draws: places computed by the server once for a template
 * (so that screen, print and export agree, and a node never moves because data
 * changed) and, beside them, the marks of one region on one day.
 * Lengths are in the layout's own unit, about one CSS px at 100 %.
 */
import type { Sign } from "@/ui/tokens";

export type LaneId = "upstream" | "midstream" | "downstream";

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Lane extends Box {
  id: string;
  name: string;
}

export interface Group extends Box {
  id: string;
  name: string;
  lane: string;
}

export interface MapNode extends Box {
  id: string;
  name: string;
  lane: string;
  group: string;
  /** Full pinyin without spaces and the initials of the name, lower case. */
  pinyin: string;
  initials: string;
}

export interface MapEdge {
  from: string;
  to: string;
  points: readonly (readonly [number, number])[];
  /** Cost share of the input in the buyer's product, 0 to 1; null is unknown. */
  share: number | null;
  /** Assumed from the input–output table, not stated by a source. */
  assumed: boolean;
  /** A return such as recycling: drawn, but not followed when walking up or down. */
  feedback?: boolean;
}

export interface Layout {
  width: number;
  height: number;
  lanes: readonly Lane[];
  groups: readonly Group[];
  nodes: readonly MapNode[];
  edges: readonly MapEdge[];
}

/** How a node stands in the region looked at. Null is unknown and never zero. */
export interface Mark {
  node: string;
  sign: Sign;
  unstable: boolean;
  firms: number | null;
  nationFirms: number | null;
  /** Local share of the nation, 0 to 1, and the median of the peers. */
  share: number | null;
  peerShare: number | null;
  lead: string | null;
  external: boolean;
  singleSource: boolean;
  backup: boolean;
  matters: number;
  /** The class at the date compared with; null when not compared or the same. */
  before: Sign | null;
}

export type Marks = ReadonlyMap<string, Mark>;

/** The box around all nodes and lanes. */
export function extent(layout: Layout): Box {
  return { x: 0, y: 0, w: Math.max(1, layout.width), h: Math.max(1, layout.height) };
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function contains(a: Box, x: number, y: number): boolean {
  return x >= a.x && x < a.x + a.w && y >= a.y && y < a.y + a.h;
}
