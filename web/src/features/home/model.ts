/** Figures of the overview. Pure functions. */
import { signs, type Sign } from "@/ui/tokens";

export interface Counts {
  strong: number;
  weak: number;
  potential: number;
  missing: number;
  unknown: number;
  unstable: number;
}

export interface ValueAdded {
  firms: number;
  with_value_added: number;
  amount_fen: number;
  turnover_fen: number;
  gdp_fen: number | null;
  gdp_year?: number;
  share_of_gdp: number | null;
}

export interface ChainSummary {
  id: string;
  name: { zh: string; en: string };
  counts: Counts;
  day: string;
  warnings: number;
  value_added: ValueAdded;
}

export interface Overview {
  items: ChainSummary[];
  region: string;
  value_added: ValueAdded;
}

/** Parts of a bar of node classes, as shares of all nodes; empty classes are left out. */
export function parts(counts: Counts): { sign: Sign; count: number; share: number }[] {
  const all = total(counts);
  return signs.filter((s) => counts[s] > 0).map((sign) => ({ sign, count: counts[sign], share: counts[sign] / all }));
}

export function total(counts: Counts): number {
  return signs.reduce((sum, s) => sum + counts[s], 0);
}

/** Counts of several chains together. */
export function sum(list: readonly ChainSummary[]): Counts {
  const out: Counts = { strong: 0, weak: 0, potential: 0, missing: 0, unknown: 0, unstable: 0 };
  for (const chain of list) for (const key of Object.keys(out) as (keyof Counts)[]) out[key] += chain.counts[key];
  return out;
}

/** Chains with most to worry about first: missing, then weak, then unknown, then by id so that order is stable. */
export function worstFirst(list: readonly ChainSummary[]): ChainSummary[] {
  return [...list].sort((a, b) => b.counts.missing - a.counts.missing || b.counts.weak - a.counts.weak || b.counts.unknown - a.counts.unknown || a.id.localeCompare(b.id));
}
