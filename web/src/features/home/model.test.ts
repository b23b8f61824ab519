import { expect, test } from "vitest";
import { parts, sum, worstFirst, type ChainSummary } from "./model";

const counts = (more: Partial<ChainSummary["counts"]>) => ({ strong: 0, weak: 0, potential: 0, missing: 0, unknown: 0, unstable: 0, ...more });
const chain = (id: string, more: Partial<ChainSummary["counts"]>) => ({ id, counts: counts(more) }) as ChainSummary;

test("shares are of all nodes and empty classes are left out", () =>
  expect(parts(counts({ strong: 1, unknown: 3 }))).toEqual([
    { sign: "strong", count: 1, share: 0.25 },
    { sign: "unknown", count: 3, share: 0.75 },
  ]));
test("a chain without nodes has no parts", () => expect(parts(counts({}))).toEqual([]));
test("chains add up", () => expect(sum([chain("a", { weak: 2 }), chain("b", { weak: 3, missing: 1 })])).toEqual(counts({ weak: 5, missing: 1 })));
test("most missing first, equals in a stable order", () =>
  expect(worstFirst([chain("b", { weak: 1 }), chain("a", { weak: 1 }), chain("c", { missing: 1 })]).map((c) => c.id)).toEqual(["c", "a", "b"]));
