/** How much of a node is worth drawing at a given size on the screen. */

/** Blocks of colour, cards, or cards with their firms. */
export type Detail = "blocks" | "cards" | "firms";

/** Sizes in CSS px on the screen at which more is drawn. */
export const threshold = {
  card: { w: 148, h: 58 },
  firms: { w: 280, h: 110 },
  /** Below this a block shows no name, below the next not even a mark. */
  name: { w: 46, h: 15 },
  mark: 9,
} as const;

export function detail(w: number, h: number): Detail {
  if (w >= threshold.firms.w && h >= threshold.firms.h) return "firms";
  if (w >= threshold.card.w && h >= threshold.card.h) return "cards";
  return "blocks";
}

/** The zoom at which a node of w × h first shows this much. */
export function zoomFor(d: Detail, w: number, h: number): number {
  if (d === "blocks") return Math.min(threshold.card.w / w, threshold.card.h / h) * 0.7;
  const t = d === "cards" ? threshold.card : threshold.firms;
  return Math.max(t.w / w, t.h / h) * 1.02;
}

/** At most this many edges are drawn at once, the largest shares first; while the map moves, fewer. */
export function edgeBudget(moving: boolean, count: number): number {
  if (moving) return count > 3000 ? 150 : 600;
  return 1600;
}

/** The full length of the share bar on one map: the next of 1, 2, 5, 10 … 100 % above the largest share. */
export function barFull(shares: Iterable<number | null>): number {
  let most = 0;
  for (const s of shares) if (s !== null && s > most) most = s;
  for (const step of [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]) if (most <= step) return step;
  return 1;
}
