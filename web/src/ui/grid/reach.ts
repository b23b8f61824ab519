/** How a page far into a list is reached without reading what lies before it. Pure functions. */
import type { Span } from "./window";

/** Cursors at even distances through a list: the n-th, counted from 1, stands before row n × step. */
export interface Ruler {
  total: number;
  step: number;
  marks: readonly string[];
}

/** Where the rows of a page begin: so many rows after a cursor, or after the beginning. */
export interface Start {
  cursor: string;
  skip: number;
}

/** What the server leaves out at most after a cursor. Rows. */
export const mostSkipped = 20_000;

/** The numbers of the pages that hold a span. */
export function pagesOf(span: Span, size: number): number[] {
  if (span.to <= span.from) return [];
  const from = Math.floor(span.from / size);
  return Array.from({ length: Math.floor((span.to - 1) / size) - from + 1 }, (_, i) => from + i);
}

/**
 * Where page p begins: after the page before when that is at hand, else after
 * the nearest mark of the ruler, else counted from the beginning when that is
 * near enough. Undefined while there is no ruler for a place far in.
 */
export function startOf(p: number, size: number, nextOfBefore: string | undefined, ruler: Ruler | undefined): Start | undefined {
  if (p === 0) return { cursor: "", skip: 0 };
  if (nextOfBefore) return { cursor: nextOfBefore, skip: 0 };
  const row = p * size;
  const mark = ruler ? Math.min(Math.floor(row / ruler.step), ruler.marks.length) : 0;
  const skip = row - mark * (ruler?.step ?? 0);
  return skip > mostSkipped ? undefined : { cursor: mark > 0 ? (ruler?.marks[mark - 1] ?? "") : "", skip };
}
