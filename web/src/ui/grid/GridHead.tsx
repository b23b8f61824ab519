import { useRef, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Column, Sort } from "./column";

const narrowest = 56;

/** The head: titles with units, sorting by click, widths by dragging an edge. */
export function GridHead<R>(props: {
  columns: readonly Column<R>[];
  width: number;
  height: number;
  sort?: Sort;
  onSort?: (sort: Sort | undefined) => void;
  onWidth?: (id: string, width: number) => void;
}) {
  const { t } = useTranslation();
  const { sort, onSort } = props;
  const turn = (id: string) => onSort?.(sort?.id !== id ? { id, down: true } : sort.down ? { id, down: false } : undefined);
  return (
    <div className="grid-head" role="row" aria-rowindex={1} style={{ width: props.width, height: props.height }}>
      {props.columns.map((c, i) => {
        const order = sort?.id === c.id ? (sort.down ? "descending" : "ascending") : undefined;
        const words = (
          <>
            <span className="ellipsis">{c.title}</span>
            {c.unit && <span className="grid-unit">{c.unit}</span>}
            {order && <span aria-hidden="true">{sort?.down ? "↓" : "↑"}</span>}
          </>
        );
        return (
          <div
            key={c.id}
            role="columnheader"
            aria-sort={c.sortable ? (order ?? "none") : undefined}
            className={`grid-th${i === 0 ? " grid-first" : ""}${c.align === "right" ? " grid-right" : ""}`}
            style={{ width: c.width }}
            title={c.hint ?? (c.unit ? `${c.title}（${c.unit}）` : c.title)}
          >
            {c.sortable && onSort ? (
              <button type="button" className="grid-sort" onClick={() => turn(c.id)} aria-description={t("grid.sortBy", { name: c.title })}>
                {words}
              </button>
            ) : (
              <span className="grid-sort">{words}</span>
            )}
            {props.onWidth && <Edge width={c.width} onWidth={(w) => props.onWidth?.(c.id, w)} />}
          </div>
        );
      })}
    </div>
  );
}

function Edge({ width, onWidth }: { width: number; onWidth: (w: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const onDown = (e: PointerEvent<HTMLSpanElement>) => {
    e.preventDefault();
    e.stopPropagation();
    e.currentTarget.setPointerCapture(e.pointerId);
    from.current = { x: e.clientX, width };
  };
  const onMove = (e: PointerEvent) => {
    if (from.current) onWidth(Math.max(narrowest, from.current.width + e.clientX - from.current.x));
  };
  return <span className="grid-edge" onPointerDown={onDown} onPointerMove={onMove} onPointerUp={() => (from.current = null)} />;
}
