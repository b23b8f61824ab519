/** What changed in a form, and what happens when somebody else changed it too. Pure functions. */
import type { Field, Value, Values } from "./model";

/** Fields whose value differs; an emptied field is null, which says "unknown". */
export function changes(before: Values, after: Values, fields: readonly Field[]): Values {
  const out: Values = {};
  for (const f of fields) {
    const a = blank(before[f.id]) ? null : before[f.id];
    const b = blank(after[f.id]) ? null : after[f.id];
    if (a !== b) out[f.id] = b;
  }
  return out;
}

export interface Clash {
  field: string;
  /** As it was when the form was opened. */
  base: Value;
  mine: Value;
  theirs: Value;
}

/** Fields that both changed, to different values. */
export function clashes(base: Values, mine: Values, theirs: Values, fields: readonly Field[]): Clash[] {
  const own = changes(base, mine, fields);
  const other = changes(base, theirs, fields);
  return Object.keys(own)
    .filter((id) => id in other && own[id] !== other[id])
    .map((field) => ({ field, base: base[field], mine: own[field], theirs: other[field] }));
}

function blank(v: Value): boolean {
  return v === undefined || v === null || v === "";
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Whether a unified social credit code has 18 right characters and its check digit (GB 32100-2015). */
export function validUSCC(code: string): boolean {
  if (code.length !== 18 || [...code].some((c) => !alphabet.includes(c))) return false;
  const sum = weights.reduce((s, w, i) => s + w * alphabet.indexOf(code[i] as string), 0);
  return alphabet[(31 - (sum % 31)) % 31] === code[17];
}

/** Key of the sentence for what is wrong with a value, or undefined. */
export function fault(field: Field, value: Value): string | undefined {
  if (blank(value)) return field.required ? "required" : undefined;
  const text = String(value);
  if (field.max && [...text].length > field.max) return "long";
  if (field.type === "uscc" && !validUSCC(text.trim().toUpperCase())) return "uscc";
  if (field.type === "date" && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return "date";
  if (field.type === "year" && !/^(19|20)\d{2}$/.test(text)) return "year";
  return undefined;
}
