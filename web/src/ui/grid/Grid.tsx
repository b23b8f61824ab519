import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column, Sort } from "./column";
import { copyText } from "@/ui/clipboard";
import { GridFoot } from "./GridFoot";
import { GridHead } from "./GridHead";
import { GridPaper } from "./GridPaper";
import { GridRow } from "./GridRow";
import { cellsIn, sumOf } from "./select";
import type { Rows } from "./useRows";
import { areaOf, contentHeight, moved, rowOffset, rowTop, scrollFor, toTSV, visibleRows, wheelWay, type Area, type Cell } from "./window";

export interface GridProps<R> {
  label: string;
  columns: readonly Column<R>[];
  rows: Rows<R>;
  /** Height of a row, px. */
  rowHeight: number;
  idOf: (row: R) => string;
  /** The row that is open in the inspector. */
  open?: string;
  onOpen?: (row: R, index: number) => void;
  sort?: Sort;
  onSort?: (sort: Sort | undefined) => void;
  onWidth?: (id: string, width: number) => void;
  /** Called with the cell that was asked to be edited (F2, e or a double click). */
  onEdit?: (row: R, column: Column<R>) => void;
  empty?: ReactNode;
  /** How many cells are on the clipboard now; 0 when the browser or the program refused. */
  onCopied?: (cells: number) => void;
}

/** Rows drawn above and below those in sight. */
const over = 6;

/** What a copy takes at most, so that the page stays quick. */
const mostCopied = 20_000;

/**
 * A table of any length: only rows in sight exist. Head and first column stay;
 * arrows move, Shift extends, Ctrl-C copies as Excel pastes, Enter opens.
 */
export function Grid<R>(props: GridProps<R>) {
  const { columns, rows, rowHeight, onOpen, onEdit } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [cell, setCell] = useState<Cell>({ row: 0, col: 0 });
  const [anchor, setAnchor] = useState<Cell>({ row: 0, col: 0 });
  const [focused, setFocused] = useState(false);
  const total = rows.total ?? 0;
  const width = columns.reduce((sum, c) => sum + c.width, 0);
  const span = visibleRows(view.top, view.height, total, rowHeight, over);
  const { onSpan } = rows;
  useEffect(() => onSpan({ from: span.from, to: span.to }), [onSpan, span.from, span.to]);

  useLayoutEffect(() => {
    const el = box.current;
    if (!el) return;
    const measure = () => setView((v) => ({ ...v, height: el.clientHeight - rowHeight }));
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    measure();
    return () => watch.disconnect();
  }, [rowHeight]);

  const waiting = useRef(0);
  const onScroll = useCallback(() => {
    if (waiting.current) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0;
      const el = box.current;
      if (el) setView((v) => (v.top === el.scrollTop ? v : { ...v, top: el.scrollTop }));
    });
  }, []);
  useEffect(() => () => cancelAnimationFrame(waiting.current), []);

  // When the list is measured it grows from what was counted to its whole length;
  // the rows in sight stay in sight.
  const before = useRef(total);
  useLayoutEffect(() => {
    const el = box.current;
    const was = before.current;
    before.current = total;
    if (!el || was === total || was === 0 || total < was) return;
    const body = el.clientHeight - rowHeight;
    el.scrollTop = scrollFor(rowOffset(el.scrollTop, body, was, rowHeight), body, total, rowHeight);
  }, [total, rowHeight]);

  useEffect(() => {
    const el = box.current;
    if (!el) return;
    let rest = 0; // what is less than a pixel of the scaled bar waits for the next turn
    const onWheel = (e: WheelEvent) => {
      const body = el.clientHeight - rowHeight;
      const way = wheelWay(e.deltaY * (e.deltaMode === 1 ? rowHeight : 1), body, total, rowHeight);
      if (e.ctrlKey || e.shiftKey || way === e.deltaY) return;
      e.preventDefault();
      rest += way;
      const whole = Math.trunc(rest);
      rest -= whole;
      el.scrollTop += whole;
      el.scrollLeft += e.deltaX;
    };
    el.addEventListener("wheel", onWheel, { passive: false });
    return () => el.removeEventListener("wheel", onWheel);
  }, [rowHeight, total]);

  const reveal = useCallback(
    (to: Cell) => {
      const el = box.current;
      if (!el) return;
      const body = el.clientHeight - rowHeight;
      const y = rowTop(to.row, el.scrollTop, body, total, rowHeight) - el.scrollTop;
      if (y < 0) el.scrollTop = scrollFor(to.row * rowHeight, body, total, rowHeight);
      else if (y > body - rowHeight) el.scrollTop = scrollFor((to.row + 1) * rowHeight - body, body, total, rowHeight);
      const left = columns.slice(0, to.col).reduce((s, c) => s + c.width, 0);
      const fixed = columns[0]?.width ?? 0;
      const own = columns[to.col]?.width ?? 0;
      if (to.col > 0 && left - fixed < el.scrollLeft) el.scrollLeft = left - fixed;
      else if (left + own > el.scrollLeft + el.clientWidth) el.scrollLeft = left + own - el.clientWidth;
    },
    [columns, rowHeight, total],
  );

  const copy = async (area: Area) => {
    const wide = area.right - area.left + 1;
    const bottom = Math.min(area.bottom, area.top + Math.ceil(mostCopied / wide) - 1);
    const list = await rows.load({ from: area.top, to: bottom + 1 });
    const lines = list.map((row) => columns.slice(area.left, area.right + 1).map((c) => (row ? c.text(row) : "")));
    await copyText(toTSV(lines));
    props.onCopied?.(lines.length * wide);
  };
  const go = (to: Cell) => {
    setCell(to);
    setAnchor(to);
    reveal(to);
    box.current?.focus();
  };

  const onKey = (e: KeyboardEvent) => {
    if ((e.target as HTMLElement).closest("input, textarea, .ant-select")) return;
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "c" && !window.getSelection()?.toString()) {
      e.preventDefault();
      copy(areaOf(anchor, cell)).catch(() => props.onCopied?.(0));
      return;
    }
    const row = rows.at(cell.row);
    if (row && onOpen && e.key === "Enter") {
      e.preventDefault();
      onOpen(row, cell.row);
      return;
    }
    const column = columns[cell.col];
    if (row && column && onEdit && (e.key === "F2" || e.key === "e") && !e.ctrlKey && !e.metaKey) {
      e.preventDefault();
      onEdit(row, column);
      return;
    }
    if (e.altKey || ((e.key === "j" || e.key === "k") && (e.ctrlKey || e.metaKey))) return;
    const to = moved(cell, e.key, e.ctrlKey || e.metaKey, total, columns.length, Math.max(1, Math.floor(view.height / rowHeight) - 1));
    if (!to) return;
    e.preventDefault();
    setCell(to);
    if (!e.shiftKey) setAnchor(to);
    reveal(to);
  };

  const cellAt = (target: EventTarget): Cell | undefined => {
    const el = (target as HTMLElement).closest<HTMLElement>("[data-col]");
    const line = el?.parentElement;
    return el && line?.dataset.row ? { row: Number(line.dataset.row), col: Number(el.dataset.col) } : undefined;
  };
  const dragging = useRef(false);
  const onDown = (e: PointerEvent) => {
    const at = cellAt(e.target);
    if (!at || e.button !== 0) return;
    dragging.current = e.pointerType === "mouse";
    setCell(at);
    if (!e.shiftKey) setAnchor(at);
  };
  const onMove = (e: PointerEvent) => {
    if (!dragging.current || e.buttons !== 1) return;
    const at = cellAt(e.target);
    if (at && (at.row !== cell.row || at.col !== cell.col)) setCell(at);
  };
  const onClick = (target: EventTarget) => {
    const at = cellAt(target);
    const row = at && rows.at(at.row);
    if (at && row && onOpen && anchor.row === at.row && anchor.col === at.col && ((target as HTMLElement).closest(".grid-open") || "ontouchstart" in window)) onOpen(row, at.row);
  };
  const onDouble = (target: EventTarget) => {
    const at = cellAt(target);
    const row = at && rows.at(at.row);
    const column = at && columns[at.col];
    if (row && column && onEdit) onEdit(row, column);
    else if (row && at) onOpen?.(row, at.row);
  };

  const area = areaOf(anchor, cell);
  const sight = visibleRows(view.top, view.height, total, rowHeight, 0);
  const pool = Math.ceil(view.height / rowHeight) + 2 * over + 2; // rows that leave at one end come back at the other
  const lines = [];
  for (let i = span.from; i < span.to; i++) {
    const row = rows.at(i);
    const inArea = focused && i >= area.top && i <= area.bottom;
    lines.push(
      <GridRow
        key={i % pool}
        index={i}
        top={rowTop(i, view.top, view.height, total, rowHeight)}
        height={rowHeight}
        row={row}
        columns={columns}
        open={row !== undefined && props.open !== undefined && props.idOf(row) === props.open}
        active={focused && i === cell.row ? cell.col : -1}
        left={inArea ? area.left : -1}
        right={inArea ? area.right : -1}
      />,
    );
  }
  const grid = (
    <div
      ref={box}
      className="grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={focused ? `cell-${cell.row}-${cell.col}` : undefined}
      aria-busy={rows.fetching}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKey}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={() => (dragging.current = false)}
      onClick={(e) => onClick(e.target)}
      onDoubleClick={(e) => onDouble(e.target)}
    >
      <GridHead columns={columns} width={width} height={rowHeight} sort={props.sort} onSort={props.onSort} onWidth={props.onWidth} />
      {total > 0 ? (
        <div className="grid-body" role="rowgroup" style={{ width, height: contentHeight(total, rowHeight) }}>
          {lines}
        </div>
      ) : (
        <div className="grid-empty">{rows.total === 0 ? (props.empty ?? t("grid.empty")) : <span className="late">{t("grid.loading")}</span>}</div>
      )}
    </div>
  );
  return (
    <div className="grid-box">
      {grid}
      <GridPaper columns={columns} rows={rows} />
      {rows.error !== null && rows.error !== undefined && total > 0 && (
        <p className="grid-failed" role="alert">
          {t("grid.failed")} <button type="button" className="link-button" onClick={rows.retry}>{t("ui.retry")}</button>
        </p>
      )}
      {total > 0 && (
        <GridFoot
          from={sight.from + 1}
          to={sight.to}
          total={total}
          more={rows.count?.more ?? false}
          cells={focused ? cellsIn(area) : 1}
          sum={focused && cellsIn(area) > 1 && cellsIn(area) <= mostCopied ? sumOf(area, columns, rows.at) : undefined}
          onGo={(row) => go({ row, col: cell.col })}
        />
      )}
    </div>
  );
}
