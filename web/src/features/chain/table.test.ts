import { expect, it } from "vitest";
import { sample } from "./map/sample.fixture";
import type { Mark } from "./map/layout";
import { sorted, tableRows } from "./table";

const layout = sample(12, 1);
const mark = (node: string, share: number | null): [string, Mark] => [
  node,
  { node, sign: "weak", unstable: false, firms: 1, nationFirms: 2, share, peerShare: null, lead: null, external: false, singleSource: false, backup: false, matters: 0, before: null },
];
const rows = tableRows(layout, new Map([mark("n0", 0.3), mark("n1", null), mark("n2", 0)]));

it("has a row for every node, upstream first", () => {
  expect(rows).toHaveLength(12);
  expect(rows[0]!.node.lane).toBe("upstream");
  expect(rows[11]!.node.lane).toBe("downstream");
});
it("sorts what is known and puts the unknown last either way; zero is known", () => {
  const ids = (down: boolean) => sorted(rows, { id: "share", down }).slice(0, 2).map((r) => r.node.id);
  expect(ids(true)).toEqual(["n0", "n2"]);
  expect(ids(false)).toEqual(["n2", "n0"]);
});
it("leaves the order of the map when no column is chosen", () => expect(sorted(rows, undefined)).toEqual(rows));
