/** What a preview shows: cells with what was found in them, and progress. Pure functions. */

/** F refuses the file, E its row, W warns, N was put right without asking. */
export type Severity = "F" | "E" | "W" | "N";

export interface Finding {
  id: string;
  sheet: string;
  /** 0 for the file or the sheet as a whole. */
  row: number;
  /** "B3"; empty for a whole row. */
  cell: string;
  field?: string;
  code: string;
  severity: Severity;
  message: string;
  suggestion?: string;
  /** A text that would be right in the cell. */
  fix?: string;
}

export interface ColumnInfo {
  col: number;
  letter: string;
  title: string;
  field: string;
  unit?: string;
  confidence: number;
  how: string;
}

export interface SheetReport {
  name: string;
  hidden?: boolean;
  taken: boolean;
  header_row?: number;
  unit?: string;
  columns?: ColumnInfo[];
  grid?: { row: number; cells: string[] }[];
}

export interface Difference {
  field: string;
  old: unknown;
  new: unknown;
}

/** Whose value is taken: the sheet's, or the one on record. */
export type Side = "mine" | "theirs";

/** A value that the sheet changes and that somebody else changed after the sheet was made. */
export interface Conflict {
  sheet: string;
  row: number;
  /** "B3"; empty when the value stands in no cell of its own. */
  cell: string;
  record: string;
  title: string;
  field: string;
  base: string;
  theirs: string;
  mine: string;
  /** Empty while it is open. */
  settled: Side | "";
}

export interface Report {
  rows: number;
  new: number;
  changed: number;
  same: number;
  errors: number;
  warnings: number;
  normalised: number;
  bad_rows: number;
  refused: boolean;
  dropped?: number;
  sheets: SheetReport[];
  changes?: { sheet: string; row: number; record: string; title: string; differences: Difference[] }[];
  conflicts?: Conflict[];
  encoding?: string;
  separator?: string;
}

export interface Options {
  sheets?: string[];
  /** Field by column title; empty for a column that is not taken. */
  columns?: Record<string, string>;
  skip_hidden?: boolean;
  stubs?: boolean;
  source?: string;
  as_of?: string;
  /** Corrections by sheet and cell: "Sheet1!B3" → text. */
  cells?: Record<string, string>;
  /** Whose value is taken, by sheet and cell. */
  settled?: Record<string, Side | "">;
}

export type ImportState = "uploaded" | "previewed" | "committing" | "done" | "cancelled" | "failed" | "undone";

export interface Import {
  id: string;
  kind: string;
  file: string;
  size: number;
  state: ImportState;
  options: Options;
  report?: Report;
  rows: number;
  new: number;
  changed: number;
  same: number;
  errors: number;
  warnings: number;
  job?: string;
  undone?: { claims: number; deleted: number; conflicts: { kind: string; id: string; later: number }[] };
  created_at: string;
  ended_at?: string;
}

/** Whether a finding stops its row. */
export function isError(f: { severity: Severity }): boolean {
  return f.severity === "E" || f.severity === "F";
}

/** Findings of one sheet by cell ("B3") and by row number; the gravest first. */
export function byPlace(findings: readonly Finding[], sheet: string): { cells: Map<string, Finding[]>; rows: Map<number, Finding[]> } {
  const cells = new Map<string, Finding[]>();
  const rows = new Map<number, Finding[]>();
  const put = <K,>(map: Map<K, Finding[]>, key: K, f: Finding) => {
    const list = map.get(key) ?? [];
    if (isError(f)) list.unshift(f);
    else list.push(f);
    map.set(key, list);
  };
  for (const f of findings) {
    if (f.sheet !== sheet && f.sheet !== "") continue;
    if (f.severity === "N") continue;
    if (f.cell) put(cells, f.cell, f);
    if (f.row > 0) put(rows, f.row, f);
  }
  return { cells, rows };
}

/** Letters of a spreadsheet column, counted from 1. */
export function letters(col: number): string {
  let text = "";
  for (let n = col; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}

/** Key of a correction. */
export function cellKey(sheet: string, cell: string): string {
  return `${sheet}!${cell}`;
}

/** How a choice names the place of a conflict. */
export function conflictPlace(c: Pick<Conflict, "sheet" | "row" | "cell">): string {
  return cellKey(c.sheet, c.cell || String(c.row));
}

/** Conflicts that nobody has settled. */
export function openConflicts(list: readonly Conflict[] | undefined): number {
  return (list ?? []).filter((c) => c.settled === "").length;
}

/** One choice for all conflicts that are still open; what was chosen one by one stays. */
export function settleAll(list: readonly Conflict[], side: Side): { settled: Record<string, Side> } {
  return { settled: Object.fromEntries(list.filter((c) => c.settled === "").map((c) => [conflictPlace(c), side])) };
}

/** Seconds left, from what is done so far; undefined while nothing can be said. */
export function secondsLeft(done: number, total: number, elapsed: number): number | undefined {
  if (done <= 0 || total <= 0 || elapsed < 1) return undefined;
  return Math.max(0, Math.round((elapsed / done) * (total - done)));
}

/** Whether what is in the preview can be taken: nothing refused, something to take, errors only when they are to be left out. */
export function canCommit(report: Report | undefined, partial: boolean): boolean {
  if (!report || report.refused || report.new + report.changed === 0) return false;
  return report.errors === 0 || partial;
}
