import type { ReactNode } from "react";

export interface Column<R> {
  id: string;
  title: string;
  /** Unit in the head, for figures. */
  unit?: string;
  /** Said when the pointer rests on the head. */
  hint?: string;
  width: number;
  align?: "right";
  sortable?: boolean;
  /** What is drawn. */
  cell: (row: R) => ReactNode;
  /** What is copied and shown whole on focus. */
  text: (row: R) => string;
  /** Marks a cell: red or yellow. */
  mark?: (row: R) => "error" | "warning" | undefined;
}

export interface Sort {
  id: string;
  down: boolean;
}

/** The columns as a person arranged them. */
export interface Arrangement {
  hidden: string[];
  widths: Record<string, number>;
  order: string[];
}

export const untouched: Arrangement = { hidden: [], widths: {}, order: [] };

/** Columns in a person's order, without the hidden ones. The first column stays first. */
export function arranged<R>(columns: readonly Column<R>[], a: Arrangement): Column<R>[] {
  const place = new Map(a.order.map((id, i) => [id, i]));
  const [head, ...rest] = columns;
  const shown = rest
    .map((c, i) => ({ c, at: place.get(c.id) ?? a.order.length + i }))
    .sort((x, y) => x.at - y.at)
    .map(({ c }) => c)
    .filter((c) => !a.hidden.includes(c.id));
  return (head ? [head, ...shown] : shown).map((c) => ({ ...c, width: a.widths[c.id] ?? c.width }));
}

/** Reads an arrangement that was stored; undefined when it is none. */
export function parseArrangement(raw: string | null): Arrangement | undefined {
  if (!raw) return undefined;
  try {
    const v = JSON.parse(raw) as Partial<Arrangement>;
    return { hidden: v.hidden ?? [], widths: v.widths ?? {}, order: v.order ?? [] };
  } catch {
    return undefined;
  }
}
