/** The arithmetic of the grid: which rows are in sight, where they are drawn, what is copied. Pure functions. */

/** Browsers give up on taller elements; beyond this the scroll bar is scaled. px */
export const tallest = 8_000_000;

export interface Span {
  /** First row. */
  from: number;
  /** One after the last row. */
  to: number;
}

/** Height of the scrolled content, px. */
export function contentHeight(total: number, row: number): number {
  return Math.min(total * row, tallest);
}

/** How far into the rows (px of unscaled height) a scroll position is. */
export function rowOffset(scrollTop: number, viewport: number, total: number, row: number): number {
  const real = total * row;
  if (real <= tallest) return scrollTop;
  const most = tallest - viewport;
  return most <= 0 ? 0 : (Math.min(Math.max(scrollTop, 0), most) / most) * (real - viewport);
}

/** The scroll position that brings an offset to the top; the inverse of {@link rowOffset}. */
export function scrollFor(offset: number, viewport: number, total: number, row: number): number {
  const real = total * row;
  if (real <= tallest) return offset;
  return (Math.min(Math.max(offset, 0), real - viewport) / (real - viewport)) * (tallest - viewport);
}

/** What a wheel's way in px becomes when the bar is scaled, so that rows pass as fast as in a short list. */
export function wheelWay(delta: number, viewport: number, total: number, row: number): number {
  const real = total * row;
  return real <= tallest ? delta : (delta * (tallest - viewport)) / (real - viewport);
}

/** Rows in sight plus `over` on either side. */
export function visibleRows(scrollTop: number, viewport: number, total: number, row: number, over = 6): Span {
  const offset = rowOffset(scrollTop, viewport, total, row);
  const from = Math.max(0, Math.floor(offset / row) - over);
  const to = Math.min(total, Math.ceil((offset + viewport) / row) + over);
  return { from: Math.min(from, to), to };
}

/** Where row i is drawn inside the content, px from its top. */
export function rowTop(i: number, scrollTop: number, viewport: number, total: number, row: number): number {
  return i * row - rowOffset(scrollTop, viewport, total, row) + scrollTop;
}

export interface Cell {
  row: number;
  col: number;
}

/** A rectangle of cells between two corners, both included. */
export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function areaOf(a: Cell, b: Cell): Area {
  return { top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.col, b.col), right: Math.max(a.col, b.col) };
}

/** Where a key moves the active cell, or null when the grid does not care for the key. */
export function moved(cell: Cell, key: string, ctrl: boolean, rows: number, cols: number, pageRows: number): Cell | null {
  const at = (row: number, col: number): Cell => ({ row: Math.min(Math.max(row, 0), Math.max(rows - 1, 0)), col: Math.min(Math.max(col, 0), Math.max(cols - 1, 0)) });
  switch (key) {
    case "ArrowUp":
    case "k":
      return at(ctrl ? 0 : cell.row - 1, cell.col);
    case "ArrowDown":
    case "j":
      return at(ctrl ? rows - 1 : cell.row + 1, cell.col);
    case "ArrowLeft":
      return at(cell.row, ctrl ? 0 : cell.col - 1);
    case "ArrowRight":
      return at(cell.row, ctrl ? cols - 1 : cell.col + 1);
    case "PageUp":
      return at(cell.row - pageRows, cell.col);
    case "PageDown":
      return at(cell.row + pageRows, cell.col);
    case "Home": // once to the first column, from there to the first row
      return at(ctrl || cell.col === 0 ? 0 : cell.row, 0);
    case "End":
      return at(ctrl || cell.col === cols - 1 ? rows - 1 : cell.row, cols - 1);
    default:
      return null;
  }
}

/** Cells as Excel pastes them: tabs and line ends inside a value are quoted. */
export function toTSV(cells: readonly (readonly string[])[]): string {
  const one = (text: string) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return cells.map((line) => line.map(one).join("\t")).join("\r\n");
}
