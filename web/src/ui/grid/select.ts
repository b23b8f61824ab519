/** What a choice of cells says: the rows it takes, and what its figures come to. Pure functions. */
import type { Column } from "./column";
import type { Area } from "./window";

export interface Sum {
  /** Cells with a figure. */
  count: number;
  total: number;
}

/** How many cells an area has. */
export function cellsIn(area: Area): number {
  return (area.bottom - area.top + 1) * (area.right - area.left + 1);
}

/** The figures of an area added up as they are shown; undefined when there are none. Only aligned columns hold figures. */
export function sumOf<R>(area: Area, columns: readonly Column<R>[], at: (i: number) => R | undefined): Sum | undefined {
  const figures = columns.slice(area.left, area.right + 1).filter((c) => c.align === "right");
  let count = 0;
  let total = 0;
  for (let i = area.top; i <= area.bottom; i++) {
    const row = at(i);
    if (row === undefined) return undefined; // a sum of a part would be taken for the whole
    for (const c of figures) {
      const value = figure(c.text(row));
      if (value === undefined) continue;
      count++;
      total += value;
    }
  }
  return count > 0 ? { count, total } : undefined;
}

/** A shown figure as a number; dashes, bounds, shares and words are none. */
export function figure(text: string): number | undefined {
  return /^[−+-]?\d[\d,]*(\.\d+)?$/.test(text) ? Number(text.replaceAll(",", "").replace("−", "-")) : undefined;
}
