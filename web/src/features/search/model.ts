/** What the palette offers, in one list. Pure functions. */
export type HitKind = "firm" | "chain" | "place" | "command";

export interface Hit {
  kind: HitKind;
  id: string;
  title: string;
  sub?: string;
  demo?: boolean;
}

const order: readonly HitKind[] = ["command", "chain", "place", "firm"];

/** Hits by kind in a fixed order, so that the list does not jump while parts of it arrive. */
export function arrange(hits: readonly Hit[]): { kind: HitKind; hits: Hit[] }[] {
  return order.map((kind) => ({ kind, hits: hits.filter((h) => h.kind === kind) })).filter((g) => g.hits.length > 0);
}

/** Commands whose words contain what was typed, letters without regard to case. */
export function matching<T extends { title: string; words: string }>(commands: readonly T[], typed: string): T[] {
  const q = typed.trim().toLowerCase();
  if (q === "") return [...commands];
  return commands.filter((c) => `${c.title} ${c.words}`.toLowerCase().includes(q));
}

/** The next position in a list that goes round. */
export function step(at: number, by: number, length: number): number {
  return length === 0 ? 0 : (at + by + length) % length;
}

/** A text in parts, those that match what was typed marked. */
export function marked(text: string, typed: string): { text: string; hit: boolean }[] {
  const q = typed.trim();
  const at = q ? text.toLowerCase().indexOf(q.toLowerCase()) : -1;
  if (at < 0) return [{ text, hit: false }];
  return [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, at + q.length), hit: true },
    { text: text.slice(at + q.length), hit: false },
  ].filter((p) => p.text !== "");
}
