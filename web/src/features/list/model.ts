/** Lists as the program gives them, and what pages make of them. Pure functions. */
import { number, percent, unknown } from "@/ui/format";

export interface Label {
  zh: string;
  en: string;
}

export interface Column {
  id: string;
  label: Label;
  format: "text" | "number" | "money" | "percent" | "share" | "class" | "tick";
  unit?: string;
}

export interface Definition {
  id: string;
  scheme: Label;
  number: number;
  name: Label;
  note: Label;
  origin: { document: string; date?: string };
  empty: Label;
  columns?: Column[];
  /** A book: the lists bound in it. */
  parts?: string[];
}

export type Cell = string | number | boolean | string[] | undefined;

export interface Decision {
  key: string;
  include: boolean;
  reason: string;
  by?: string;
}

export interface Row {
  key: string;
  rank: number;
  cells: Record<string, Cell>;
  node?: string;
  node_name?: string;
  evidence: string[];
  date?: string;
  demo?: boolean;
  decided?: Decision;
}

export interface Aside extends Row {
  why: "unknown" | "look" | "cut" | "excluded";
  missing?: string[];
}

export interface Content {
  rows: Row[];
  aside: Aside[];
  considered: number;
}

export type State = "draft" | "reviewed" | "signed" | "published" | "superseded" | "withdrawn";
export type Step = "review" | "sign" | "publish" | "return" | "withdraw";

export interface EditionHead {
  id: string;
  list: string;
  chain: string;
  region: string;
  state: State;
  number: number;
  rows: number;
  aside: number;
  demo: boolean;
  made_at: number;
  changed_at: number;
}

export interface Edition extends Omit<EditionHead, "rows" | "aside"> {
  version: number;
  data_version: number;
  previous?: string;
  sha256?: string;
  decisions: Decision[];
  content: Content;
  steps: { at: number; actor: string; name: string; step: string; note?: string }[];
  list_definition: Definition;
}

export interface Cause {
  kind: "fact" | "decision" | "definition" | "others" | "arrival";
  name?: string;
  before?: unknown;
  after?: unknown;
  acts?: { at: string; by: string; what: string; record: string; source?: string }[];
}

export interface Change {
  kind: "entered" | "left" | "moved" | "changed";
  key: string;
  from?: number;
  to?: number;
  before?: Row;
  after?: Row;
  fields?: string[];
  causes: Cause[];
}

/** The steps that lead on from a state, the main one first. */
export function stepsFrom(state: State): Step[] {
  switch (state) {
    case "draft":
      return ["review", "withdraw"];
    case "reviewed":
      return ["sign", "return", "withdraw"];
    case "signed":
      return ["publish", "return", "withdraw"];
    default:
      return [];
  }
}

/** Which role a step asks for. */
export function roleFor(step: Step): "editor" | "admin" {
  return step === "sign" || step === "publish" ? "admin" : "editor";
}

const yuanPer: Record<string, number> = { 元: 1, 万元: 1e4, 亿元: 1e8 };

/** A cell as text; an unknown one is a dash and never 0. */
export function cellText(column: Pick<Column, "id" | "format" | "unit">, value: Cell): string {
  if (value === undefined || value === null) return unknown;
  if (typeof value === "boolean") return value ? "✓" : "";
  if (Array.isArray(value)) return value.join("、");
  if (typeof value === "string") return value;
  switch (column.format) {
    case "money":
      return number(value / (yuanPer[column.unit ?? "元"] ?? 1), 2);
    case "share":
      return percent(value * 100);
    case "percent":
      return percent(value);
    default:
      return column.id === "year" ? String(value) : number(value, 2);
  }
}

/** Numbers stand at the right. */
export function isNumeric(column: Column): boolean {
  return ["number", "money", "percent", "share"].includes(column.format);
}

/** The title of a row: its first column that has one. */
export function titleOf(columns: readonly Column[], row: Row): string {
  for (const c of columns) {
    const v = row.cells[c.id];
    if (typeof v === "string" && v) return v;
  }
  return row.node_name || row.key;
}

/** Definitions by scheme, in the order they came. */
export function byScheme(all: readonly Definition[]): [Label, Definition[]][] {
  const groups = new Map<string, [Label, Definition[]]>();
  for (const d of all) {
    const group = groups.get(d.scheme.zh) ?? [d.scheme, []];
    group[1].push(d);
    groups.set(d.scheme.zh, group);
  }
  return [...groups.values()];
}

/** Decisions with one more, which replaces an earlier one on the same row; without a reason it is taken back. */
export function decided(all: readonly Decision[], one: Decision): Decision[] {
  const others = all.filter((d) => d.key !== one.key);
  return one.reason ? [...others, one] : others;
}
