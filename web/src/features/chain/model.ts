/** From what the program sends to what is drawn. Pure functions. */
import type { Sign } from "@/ui/tokens";
import { signs } from "@/ui/tokens";
import type { Layout, Mark, Marks } from "./map/layout";
import type { Text, WireMap, WireMark } from "./wire";

export type Lang = "zh" | "en";

/** The word in the reader's language, or in the other when there is none. */
export function word(text: Text | undefined, lang: Lang): string {
  if (!text) return "";
  return (lang === "en" ? text.en || text.zh : text.zh || text.en) ?? "";
}

export function layoutOf(map: WireMap, lang: Lang): Layout {
  const laneOf = new Map(map.lanes.map((l) => [l.id, l.position || l.id]));
  return {
    width: map.width,
    height: map.height,
    lanes: map.lanes.map((l) => ({ ...l, name: word(l.name, lang) })),
    groups: (map.groups ?? []).map((g) => ({ ...g, name: word(g.name, lang), lane: g.stage })),
    nodes: map.nodes.map((n) => ({
      id: n.id,
      name: word(n.name, lang),
      lane: laneOf.get(n.stage) ?? n.stage,
      group: n.group ?? "",
      pinyin: n.pinyin ?? "",
      initials: n.initials ?? "",
      x: n.x,
      y: n.y,
      w: n.w,
      h: n.h,
    })),
    edges: map.edges.map((e) => ({ from: e.from, to: e.to, share: typeof e.share === "number" ? e.share / 100 : null, assumed: e.assumed ?? false, feedback: e.feedback ?? false, points: pairs(e.points) })),
  };
}

function pairs(flat: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) out.push([flat[i]!, flat[i + 1]!]);
  return out;
}

export function marksOf(list: readonly WireMark[]): Marks {
  return new Map(list.map((m) => [m.node, markOf(m)]));
}

const part = (percent: number | undefined) => (percent === undefined || percent === null ? null : percent / 100);

function markOf(m: WireMark): Mark {
  const sign = m.class ?? "unknown";
  return {
    node: m.node,
    sign,
    unstable: m.unstable ?? false,
    firms: m.local ?? null,
    nationFirms: m.nation ?? null,
    share: part(m.share),
    peerShare: part(m.peer_median),
    lead: m.lead || null,
    external: m.external ?? false,
    singleSource: m.single ?? false,
    backup: m.backup ?? false,
    matters: m.open ?? 0,
    before: m.before && m.before !== sign ? m.before : null,
  };
}

export type Counts = Record<Sign, number> & { unstable: number; total: number };

/** How many nodes of the map have each class; a node without a mark is unknown. */
export function count(layout: Pick<Layout, "nodes">, marks: Marks): Counts {
  const out = { ...Object.fromEntries(signs.map((s) => [s, 0])), unstable: 0, total: layout.nodes.length } as Counts;
  for (const n of layout.nodes) {
    const m = marks.get(n.id);
    out[m?.sign ?? "unknown"]++;
    if (m?.unstable) out.unstable++;
  }
  return out;
}
