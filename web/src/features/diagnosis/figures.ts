/** The figures of a part as a person reads them. Pure functions. */
import { number, percent, unknown } from "@/ui/format";
import type { Part } from "./wire";

/** A value of a part in its own unit: shares as percentages, quotients with two decimals. */
export function partFigure(unit: string, value: number | null): string {
  if (value === null) return unknown;
  switch (unit) {
    case "share":
      return percent(value * 100);
    case "lq":
      return number(value, 2);
    case "firms":
      return number(value, 0);
    default:
      return number(value, 1);
  }
}

/** A score of 0 to 1 with two decimals. */
export function score(value: number | null | undefined): string {
  return value === null || value === undefined ? unknown : value.toFixed(2);
}

/** What each part gave to the whole: its score by its share of the weight that is known. */
export function contributions(parts: readonly Part[]): Map<string, number | null> {
  const known = parts.reduce((sum, p) => (p.score === null ? sum : sum + p.weight), 0);
  return new Map(parts.map((p) => [p.id, p.score === null || known === 0 ? null : (p.score * p.weight) / known]));
}
