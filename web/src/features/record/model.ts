/** Kinds, filters and values of records, as pure functions. */
import { money, number, percent, unknown } from "@/ui/format";
import type { MoneyUnit } from "@/ui/units";

export interface Label {
  zh: string;
  en: string;
}

export type FieldType =
  | "text" | "longtext" | "name" | "uscc" | "phone" | "url" | "enum" | "list" | "bool" | "date" | "year" | "count"
  | "number" | "percent" | "money" | "measure" | "division" | "industry" | "hs" | "firm" | "chain" | "node";

export interface Field {
  id: string;
  type: FieldType;
  label: Label;
  unit?: string;
  required?: boolean;
  max?: number;
  options?: { id: string; zh: string; en: string }[];
  class?: string;
}

export interface Kind {
  name: string;
  import: string;
  label: Label;
  keys: string[][];
  title: string;
  fields: Field[];
}

export type Value = string | number | boolean | null | undefined;
export type Values = Record<string, Value>;

export interface RecordRow {
  id: string;
  kind?: string;
  region: string;
  values: Values;
  as_of: string;
  demo: boolean;
  version: number;
}

export interface Source {
  id: string;
  name: string;
  publisher?: string;
  url?: string;
  licence?: string;
  rank?: number;
  as_of?: string;
  demo?: boolean;
}

export type Lang = "zh" | "en";

/** A measure with its thousands grouped; bounds, ranks and units stay as they are. */
export function measure(text: string): string {
  return text.replace(/\d+(\.\d+)?/, (n) => (n.includes(".") || n.length > 4 ? number(Number(n), Math.min(4, (n.split(".")[1] ?? "").length)) : n));
}

/** Fields whose values are aligned as figures. */
export function isAligned(type: FieldType): boolean {
  return isFigure(type) || type === "measure";
}

/** Fields whose values are plain numbers, which can be asked for from and to. */
export function isFigure(type: FieldType): boolean {
  return ["money", "count", "number", "percent"].includes(type);
}

/** The words for a code, when they are known: places, industries, firms, chains. */
export type Names = (type: FieldType, code: string) => string | undefined;

/** Turns a book of names into what {@link show} asks. */
export function namesFrom(name: (kind: "division" | "industry" | "firm" | "chain" | "node", code: string) => string | undefined): Names {
  return (type, code) => (type === "division" || type === "industry" || type === "firm" || type === "chain" || type === "node" ? name(type, code) : undefined);
}

/** A value as the screen writes it; unknown is a dash. */
export function show(field: Field, value: Value, lang: Lang, unit: MoneyUnit, names?: Names): string {
  if (value === null || value === undefined || value === "") return unknown;
  switch (field.type) {
    case "money":
      return money(Number(value), unit);
    case "count":
      return number(Number(value), 0);
    case "number":
      return number(Number(value), 2);
    case "percent":
      return percent(Number(value), 2);
    case "bool":
      return value === true || value === 1 ? (lang === "zh" ? "是" : "Yes") : lang === "zh" ? "否" : "No";
    case "enum": {
      const option = field.options?.find((o) => o.id === value);
      return option ? option[lang] : String(value);
    }
    case "division":
    case "industry":
    case "firm":
    case "chain":
    case "node":
      return names?.(field.type, String(value)) ?? String(value);
    case "measure":
      return measure(String(value));
    default:
      return String(value);
  }
}

/** Width of a column by the type of its field, px. */
export function columnWidth(type: FieldType, title: boolean): number {
  if (title) return 260;
  switch (type) {
    case "uscc":
      return 190;
    case "name":
    case "longtext":
    case "firm":
    case "list":
      return 200;
    case "text":
    case "url":
    case "industry":
      return 160;
    case "division":
    case "chain":
    case "node":
    case "money":
      return 124;
    default:
      return 104;
  }
}

/** One condition on a field. "unknown" and "known" need no value. */
export interface Condition {
  field: string;
  op: "is" | "from" | "to" | "has" | "unknown" | "known";
  value: string;
}

const ops: readonly Condition["op"][] = ["is", "from", "to", "has", "unknown", "known"];

/** A condition as it stands in an address: field:op:value. */
export function writeCondition(c: Condition): string {
  return `${c.field}:${c.op}:${c.value}`;
}

/** Reads what {@link writeCondition} wrote; anything else is undefined. */
export function readCondition(text: string): Condition | undefined {
  const m = /^([a-z_]+):([a-z]+):(.*)$/s.exec(text);
  const op = m?.[2] as Condition["op"] | undefined;
  if (!m?.[1] || !op || !ops.includes(op)) return undefined;
  if ((op === "is" || op === "from" || op === "to" || op === "has") && !m[3]) return undefined;
  return { field: m[1], op, value: m[3] ?? "" };
}

/** What a list of records is asked: the address without the scope. */
export interface Question {
  q: string;
  conditions: Condition[];
  sort?: { id: string; down: boolean };
}

export function readQuestion(params: URLSearchParams): Question {
  const raw = params.get("sort") ?? "";
  const id = raw.replace(/^-/, "");
  return {
    q: params.get("q") ?? "",
    conditions: params.getAll("f").map(readCondition).filter((c) => c !== undefined),
    sort: id ? { id, down: raw.startsWith("-") } : undefined,
  };
}

/** Writes a question into an address, keeping what else is there. */
export function writeQuestion(question: Question, params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ["q", "sort", "f"]) next.delete(name);
  if (question.q) next.set("q", question.q);
  for (const c of question.conditions) next.append("f", writeCondition(c));
  if (question.sort) next.set("sort", (question.sort.down ? "-" : "") + question.sort.id);
  return next;
}

/** Puts one field's conditions in place of those it had. */
export function withField(conditions: readonly Condition[], field: string, own: readonly Condition[]): Condition[] {
  return [...conditions.filter((c) => c.field !== field), ...own];
}

/** The columns of a firm that tell most, in this order; others come by choice. */
const firmColumns = ["region", "industry", "role", "products", "year", "revenue", "output", "employees", "status", "uscc", "listed", "above_scale"];

/** Columns before a person arranges them: the most telling dozen, personal ones left out. */
export function firstColumns(kind: Kind): { hidden: string[]; order: string[] } {
  if (kind.name !== "firm") return { hidden: kind.fields.filter((f) => f.class === "sensitive" || f.class === "core").map((f) => f.id), order: [] };
  return { hidden: kind.fields.map((f) => f.id).filter((id) => !firmColumns.includes(id)), order: firmColumns };
}
