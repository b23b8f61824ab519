import { expect, test } from "vitest";
import { en, zh, type Words } from ".";

function flat(words: Words, prefix = ""): Map<string, string> {
  const out = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") out.set(prefix + key, value);
    else for (const [k, v] of flat(value, `${prefix}${key}.`)) out.set(k, v);
  }
  return out;
}

const blanks = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
const chinese = flat(zh);
const english = flat(en);

/** i18next adds _one and _other in English where Chinese has one form. */
const base = (key: string) => key.replace(/_(one|other)$/, "");

test("both languages have the same keys", () => {
  expect([...new Set([...english.keys()].map(base))].sort()).toEqual([...new Set([...chinese.keys()].map(base))].sort());
});

test("both languages fill the same blanks", () => {
  for (const [key, text] of english) {
    const other = chinese.get(key) ?? chinese.get(base(key)) ?? chinese.get(`${base(key)}_other`);
    if (key.endsWith("_one")) continue; // one thing may be named without its number
    expect(blanks(text), key).toEqual(blanks(other ?? ""));
  }
});

test("no sentence shouts", () => {
  for (const [key, text] of [...chinese, ...english]) expect(text, key).not.toMatch(/[!！]/);
});

test("every key the code asks for exists", () => {
  const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  const missing: string[] = [];
  for (const [file, text] of Object.entries(sources)) {
    if (file.includes(".test.")) continue;
    for (const m of text.matchAll(/\bt\(\s*"([\w.]+)"/g)) {
      const key = m[1] as string;
      if (!chinese.has(key) && !chinese.has(`${key}_other`)) missing.push(`${file}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
});
