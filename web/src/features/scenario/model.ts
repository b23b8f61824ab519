/** Pure functions about questions and answers: words, scales, rows. */
import { number, percent } from "@/ui/format";
import type { Answer, Ask, Backup, Figure, Hit, Loss, Risk } from "./wire";

/** The seed that questions start with; the same seed draws the same links. */
export const firstSeed = 20260115;

/** How many draws a person may choose: none, a first look, the usual, a firm answer. */
export const drawChoices = [0, 10, 40, 100] as const;

/** A hit as the form keeps it, until every part is there. */
export interface Draft {
  kind: Hit["kind"];
  id?: string;
  within?: string;
  depth: number;
}

/** The hits of a form that are complete, each thing once. */
export function hitsOf(drafts: readonly Draft[]): Hit[] {
  const seen = new Set<string>();
  const out: Hit[] = [];
  for (const d of drafts) {
    const key = `${d.kind} ${d.id} ${d.within ?? ""}`;
    if (!d.id || seen.has(key) || !(d.depth > 0)) continue;
    seen.add(key);
    out.push({ kind: d.kind, id: d.id, depth: d.depth / 100, ...(d.kind === "node" && d.within ? { within: d.within } : {}) });
  }
  return out;
}

/** Where a figure stands on a bar from 0 to `whole`, each end 0 to 1. */
export interface Span {
  point: number;
  low: number;
  high: number;
}

export function span(f: Figure, whole: number): Span {
  const at = (v: number) => (whole > 0 ? Math.min(1, Math.max(0, v / whole)) : 0);
  return { point: at(f.value), low: at(f.band?.low ?? f.value), high: at(f.band?.high ?? f.value) };
}

/** The largest end among figures: what a bar is drawn against. */
export function largest(figures: readonly Figure[]): number {
  return figures.reduce((m, f) => Math.max(m, f.value, f.band?.high ?? 0), 0);
}

/** A figure in words: its middle, and from where to where. */
export function range(f: Figure, write: (v: number) => string): { middle: string; ends?: string } {
  if (!f.band) return { middle: write(f.value) };
  const low = write(f.band.low);
  const high = write(f.band.high);
  return { middle: write(f.band.middle), ends: low === high ? undefined : `${low} – ${high}` };
}

/** The lost part of what is on record. */
export function shareOf(l: Loss): Figure {
  const by = (v: number) => (l.of > 0 ? v / l.of : 0);
  return { value: by(l.lost.value), band: l.lost.band && { ...l.lost.band, low: by(l.lost.band.low), middle: by(l.lost.band.middle), high: by(l.lost.band.high) } };
}

export function pct(share: number): string {
  return percent(share * 100, share !== 0 && Math.abs(share) < 0.01 ? 2 : 1);
}

/** "3" or "3–7": what the bands allow. */
export function rankText([best, worst]: readonly number[]): string {
  return best === worst ? number(best, 0) : `${number(best, 0)}–${number(worst, 0)}`;
}

/** Backups by the firm that they stand in for, in the order given. */
export function byFailing(backups: readonly Backup[]): [string, Backup[]][] {
  const groups = new Map<string, Backup[]>();
  for (const b of backups) groups.set(b.for, [...(groups.get(b.for) ?? []), b]);
  return [...groups];
}

/** Whether a firm's place among others cannot be told from its neighbour's. */
export function tied(risks: readonly Risk[], i: number): boolean {
  const a = risks[i]?.rank;
  return !!a && a[0] !== a[1];
}

/** A table as CSV that Excel opens: quotes where needed, a byte order mark first. */
export function csv(head: readonly string[], rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  const cell = (v: string | number | null | undefined) => {
    const text = v === null || v === undefined ? "" : String(v);
    const safe = typeof v === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Whether a question has an answer to show. */
export function isAnswered(a: Answer | undefined): a is Answer {
  return a !== undefined && a !== null;
}

/** The same question again, as the form keeps it. */
export function draftsOf(ask: Ask): Draft[] {
  return (ask.hits ?? []).map((h) => ({ kind: h.kind, id: h.id, within: h.within, depth: Math.round(h.depth * 100) }));
}
