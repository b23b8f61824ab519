/** What a person prefers, kept in this browser: theme, text size, density, language, unit of money. */
import { useSyncExternalStore } from "react";
import { densities, textScales, themes, type Density, type TextScale, type Theme } from "@/ui/tokens";
import { moneyUnits, type MoneyUnit } from "@/ui/units";

export type Lang = "zh" | "en";

export interface Prefs {
  theme: Theme | "system";
  scale: TextScale;
  density: Density;
  lang: Lang;
  money: MoneyUnit;
}

const key = "lianzhang.prefs";
const defaults: Prefs = { theme: "system", scale: 1, density: "compact", lang: "zh", money: "wan" };

/** Reads stored preferences; whatever is not understood falls back to the default. */
export function parsePrefs(raw: string | null): Prefs {
  let stored: Partial<Record<keyof Prefs, unknown>> = {};
  try {
    stored = raw ? (JSON.parse(raw) as typeof stored) : {};
  } catch {
    stored = {};
  }
  const pick = <T,>(value: unknown, allowed: readonly T[], fallback: T): T => (allowed.includes(value as T) ? (value as T) : fallback);
  return {
    theme: pick(stored.theme, [...themes, "system"] as const, defaults.theme),
    scale: pick(stored.scale, textScales, defaults.scale),
    density: pick(stored.density, densities, defaults.density),
    lang: pick(stored.lang, ["zh", "en"] as const, defaults.lang),
    money: pick(stored.money, moneyUnits, defaults.money),
  };
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage can be forbidden
  }
}

let current: Prefs = parsePrefs(typeof localStorage === "undefined" ? null : read());
const listeners = new Set<() => void>();

/** The preferences now in force. */
export function prefs(): Prefs {
  return current;
}

/** Changes some preferences and remembers them. */
export function setPrefs(change: Partial<Prefs>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(key, JSON.stringify(current));
  } catch {
    // a browser without storage keeps them until the page is closed
  }
  listeners.forEach((tell) => tell());
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** The preferences, and a re-render when they change. */
export function usePrefs(): Prefs {
  return useSyncExternalStore(subscribe, prefs, prefs);
}
