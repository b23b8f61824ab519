/** Rows of a diagnosis in the order a reader asks for. Pure functions. */
import type { Sort } from "@/ui/grid/column";
import { signs, type Sign } from "@/ui/tokens";
import type { Verdict } from "./wire";

export interface VerdictRow {
  v: Verdict;
  name: string;
  lane: string;
  at: number;
}

const keys: Record<string, (r: VerdictRow) => number | string | null> = {
  name: (r) => r.name,
  class: (r) => signs.indexOf(r.v.class),
  score: (r) => r.v.score,
  hold: (r) => r.v.hold,
  missing: (r) => r.v.missing,
  firms: (r) => r.v.measures.firms,
  nation: (r) => r.v.measures.nation_firms,
  share: (r) => r.v.measures.national_share,
  lq: (r) => r.v.measures.lq,
  hhi: (r) => r.v.measures.hhi,
  reach: (r) => r.v.measures.suppliers_for_75,
  lane: (r) => r.at,
};

/** Sorted by a column, unknown values last either way; the order of the map when none is chosen. */
export function sortVerdicts(rows: readonly VerdictRow[], sort: Sort | undefined): VerdictRow[] {
  const part = sort && /^part\.(.+)$/.exec(sort.id)?.[1];
  const key = part ? (r: VerdictRow) => r.v.parts?.find((p) => p.id === part)?.score ?? null : (sort && keys[sort.id]) || keys.lane!;
  const way = sort?.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return way * (typeof x === "string" ? x.localeCompare(String(y), "zh") : x - (y as number));
  });
}

/** Only the classes asked for; all when none is. */
export function ofClass(rows: readonly VerdictRow[], wanted: ReadonlySet<Sign>): VerdictRow[] {
  return wanted.size === 0 ? [...rows] : rows.filter((r) => wanted.has(r.v.class));
}
