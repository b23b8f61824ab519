import { expect, test } from "vitest";
import schema from "./gen/schema.d.ts?raw";
import { contractHolds } from "./contract";

/** Operations that the program describes, as "GET /records/{}". */
const described = new Set<string>();
let at = "";
for (const line of schema.split("export interface components")[0]?.split("\n") ?? []) {
  const path = /^ {4}"\/api\/v1(.*)": \{$/.exec(line);
  if (path) at = (path[1] ?? "").replace(/\{[^}]+\}/g, "{}");
  const method = /^ {8}(get|put|post|patch|delete): /.exec(line);
  if (method) described.add(`${method[1]?.toUpperCase()} ${at}`);
}

const methods: Record<string, string> = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", del: "DELETE" };

/** Operations that the sources call by a literal address. */
function called(text: string): string[] {
  const calls: string[] = [];
  const plain = (address: string) => address.replace(/\$\{[^}]*\}+/g, "{}");
  for (const m of text.matchAll(/\b(get|post|put|patch|del)<[^(]*>\(["`](\/[^"`?]*)["`]/g)) calls.push(`${methods[m[1] as string]} ${plain(m[2] as string)}`);
  for (const m of text.matchAll(/\bsend<[^(]*>\("([A-Z]+)", ["`](\/[^"`?]*)["`]/g)) calls.push(`${m[1]} ${plain(m[2] as string)}`);
  return calls;
}

/** Whether an operation is described, an open part of the address standing for any segment. */
function known(call: string): boolean {
  if (described.has(call)) return true;
  const parts = call.split("/");
  return [...described].some((d) => {
    const other = d.split("/");
    return other.length === parts.length && other.every((p, i) => p === parts[i] || p === "{}" || parts[i] === "{}");
  });
}

test("every address that the sources call is described by the program", () => {
  const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  const lost: string[] = [];
  let seen = 0;
  for (const [file, text] of Object.entries(sources)) {
    if (file.includes(".test.") || file.includes("/gen/")) continue;
    for (const call of called(text)) {
      seen++;
      if (!known(call)) lost.push(`${file}: ${call}`);
    }
  }
  expect(seen).toBeGreaterThan(30);
  expect(lost).toEqual([]);
});

test("every field that screens read is described", () => expect(contractHolds).toBe(true));
