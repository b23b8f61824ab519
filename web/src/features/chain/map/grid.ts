/** A grid of cells over boxes: finds what lies at a point or in a window without looking at everything. */
import { type Box, contains, overlaps } from "./layout";

export class BoxGrid<T extends Box> {
  private readonly cells = new Map<number, number[]>();
  private readonly columns: number;
  private readonly side: number;

  constructor(
    private readonly items: readonly T[],
    area: Box,
  ) {
    // about four items in a cell
    this.side = Math.max(1, Math.sqrt((area.w * area.h * 4) / Math.max(1, items.length)));
    this.columns = Math.ceil((area.x + area.w) / this.side) + 2;
    items.forEach((item, i) => {
      for (const cell of this.cellsOf(item)) {
        const list = this.cells.get(cell);
        if (list) list.push(i);
        else this.cells.set(cell, [i]);
      }
    });
  }

  /** The last drawn item at a point: what a pointer means. */
  at(x: number, y: number): T | undefined {
    let found = -1;
    for (const i of this.cells.get(this.cell(x, y)) ?? []) {
      if (i > found && contains(this.items[i]!, x, y)) found = i;
    }
    return this.items[found];
  }

  /** Everything that touches the window, in the order given to the grid. */
  within(window: Box): T[] {
    const hits = new Set<number>();
    const wide = (window.w / this.side + 1) * (window.h / this.side + 1);
    if (wide > this.cells.size) return this.items.filter((item) => overlaps(item, window));
    for (const cell of this.cellsOf(window)) {
      for (const i of this.cells.get(cell) ?? []) if (overlaps(this.items[i]!, window)) hits.add(i);
    }
    return [...hits].sort((a, b) => a - b).map((i) => this.items[i]!);
  }

  private cell(x: number, y: number): number {
    return Math.floor(y / this.side) * this.columns + Math.floor(x / this.side);
  }

  private *cellsOf(b: Box): Iterable<number> {
    const x1 = Math.floor((b.x + b.w) / this.side);
    const y1 = Math.floor((b.y + b.h) / this.side);
    for (let y = Math.floor(b.y / this.side); y <= y1; y++) {
      for (let x = Math.floor(b.x / this.side); x <= x1; x++) yield y * this.columns + x;
    }
  }
}
