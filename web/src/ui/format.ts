/** Numbers, dates and names as the screen writes them. Pure functions. */
import { inUnit, type MoneyUnit } from "./units";

/** What stands for an unknown value; never 0. */
export const unknown = "—";

/** Thousands grouped, at most `digits` decimals, trailing zeros kept off whole numbers. */
export function number(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return unknown;
  const fixed = Math.abs(value).toFixed(digits);
  const [whole = "0", part] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const tail = part && /[1-9]/.test(part) ? `.${part}` : "";
  const sign = value < 0 && /[1-9]/.test(fixed) ? "−" : "";
  return `${sign}${grouped}${tail}`;
}

/** Whole fen in the page's unit; one decimal, more for what would read as 0. */
export function money(fen: number | null | undefined, unit: MoneyUnit): string {
  if (fen === null || fen === undefined || !Number.isFinite(fen)) return unknown;
  const value = inUnit(fen, unit);
  if (value !== 0 && Math.abs(value) < 0.1) return number(value, Math.abs(value) < 0.001 ? 6 : 3);
  return number(value, 1);
}

/** 5 is 5 %; what would read as 0 % without being zero is "< 0.1%". */
export function percent(value: number | null | undefined, digits = 1): string {
  const text = number(value, digits);
  if (text === "0" && value) return `${value < 0 ? "> −" : "< "}${(10 ** -digits).toFixed(digits)}%`;
  return text === unknown ? text : `${text}%`;
}

/** A change with its sign. */
export function change(value: number | null | undefined, digits = 1): string {
  const text = number(value, digits);
  return text === unknown || value === 0 || (value ?? 0) < 0 ? text : `+${text}`;
}

/** An instant in local time to the minute: 2026-03-04 09:05. */
export function instant(iso: string | null | undefined): string {
  if (!iso) return unknown;
  const d = new Date(iso);
  if (Number.isNaN(d.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** Bytes for people: 12.3 MB. */
export function bytes(n: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let i = 0;
  while (n >= 1000 && i < units.length - 1) {
    n /= 1000;
    i++;
  }
  return `${number(n, i === 0 ? 0 : 1)} ${units[i]}`;
}

/** A USCC in groups that can be read aloud: 2 6 9 1. */
export function uscc(code: string | null | undefined): string {
  if (!code) return unknown;
  return code.length === 18 ? `${code.slice(0, 2)} ${code.slice(2, 8)} ${code.slice(8, 17)} ${code.slice(17)}` : code;
}
