/** What the region map shows of each place. Pure functions. */
import type { Sign } from "@/ui/tokens";
import type { PlaceVerdict, RegionCount } from "./api";

export const measures = ["firms", "nodes", "share", "class"] as const;
export type Measure = (typeof measures)[number];

export interface PlaceValue {
  code: string;
  name: string;
  /** Null is unknown. */
  value: number | null;
  sign: Sign | null;
  firms: number;
}

/** The level of the direct parts of a place; null when they are parks, which have no level of their own here. */
export function levelBelow(code: string): "province" | "city" | "county" | null {
  if (code === "000000") return "province";
  if (code.includes("-")) return null;
  // the districts of a municipality are its direct parts
  if (code.endsWith("0000")) return ["11", "12", "31", "50", "81", "82"].includes(code.slice(0, 2)) ? "county" : "city";
  return code.endsWith("00") ? "county" : null;
}

/** Tells whether one can go down into a place. */
export function hasParts(code: string): boolean {
  return levelBelow(code) !== null;
}

/** One value for each part of a place, largest first, unknown last. */
export function values(parts: readonly { id: string; name: string }[], counts: readonly RegionCount[], verdicts: readonly PlaceVerdict[], measure: Measure): PlaceValue[] {
  const count = new Map(counts.map((c) => [c.id, c]));
  const verdict = new Map(verdicts.map((v) => [v.id, v]));
  const of = (id: string): number | null => {
    const c = count.get(id);
    switch (measure) {
      case "firms":
        return c?.firms ?? 0;
      case "nodes":
        return c?.nodes ?? 0;
      case "share":
        return verdict.get(id)?.national_share ?? null;
      case "class":
        return null;
    }
  };
  return parts
    .map((p) => ({ code: p.id, name: p.name, value: of(p.id), sign: verdict.get(p.id)?.class ?? null, firms: count.get(p.id)?.firms ?? 0 }))
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1) || b.firms - a.firms || (a.code < b.code ? -1 : 1));
}

/** Places from the nation down to this one. */
export function trail(code: string): string[] {
  const codes = [code];
  while (codes[0] !== "000000") codes.unshift(parent(codes[0]!));
  return codes;
}

function parent(code: string): string {
  if (code.includes("-")) return code.slice(0, code.indexOf("-"));
  if (code.endsWith("0000")) return "000000";
  if (code.endsWith("00") || ["11", "12", "31", "50", "81", "82"].includes(code.slice(0, 2))) return `${code.slice(0, 2)}0000`;
  return `${code.slice(0, 4)}00`;
}
