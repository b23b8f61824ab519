import { memo } from "react";
import type { Column } from "./column";

interface Props<R> {
  index: number;
  top: number;
  height: number;
  row: R | undefined;
  columns: readonly Column<R>[];
  open: boolean;
  /** The active column, or -1. */
  active: number;
  left: number;
  right: number;
}

function Row<R>({ index, top, height, row, columns, open, active, left, right }: Props<R>) {
  return (
    <div className={`grid-row${open ? " grid-row-open" : ""}`} role="row" aria-rowindex={index + 2} data-row={index} style={{ transform: `translateY(${top}px)`, height }}>
      {columns.map((c, i) => {
        const mark = row && c.mark?.(row);
        const text = row ? c.text(row) : undefined;
        return (
          <div
            key={c.id}
            id={`cell-${index}-${i}`}
            role={i === 0 ? "rowheader" : "gridcell"}
            aria-colindex={i + 1}
            data-col={i}
            className={[
              "grid-cell",
              i === 0 ? "grid-first" : "",
              c.align === "right" ? "grid-right" : "",
              i === active ? "grid-active" : "",
              i >= left && i <= right && left >= 0 ? "grid-in" : "",
              mark ? `grid-${mark}` : "",
            ].join(" ")}
            style={{ width: c.width }}
            title={text && text.length > 6 ? text : undefined}
          >
            {row === undefined ? <span className="grid-wait" /> : c.cell(row)}
          </div>
        );
      })}
    </div>
  );
}

/** One row; drawn again only when something of it changed. */
export const GridRow = memo(Row) as typeof Row;
