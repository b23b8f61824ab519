import { expect, it } from "vitest";
import { byCatalogue, type ChainRow } from "./catalogue";

const row = (id: string, kind: ChainRow["kind"], region: string, catalogue?: string): ChainRow => ({ id, kind, region, catalogue, name: { zh: id, en: id }, size: null, green: false, dual: false, whole_cycle: false, status: "active", nodes: 0, demo: false });

it("puts templates first and keeps each region's chains together, in the order given", () => {
  const groups = byCatalogue([row("b", "region", "410000", "x"), row("nev", "template", "000000"), row("a", "region", "230000", "y"), row("c", "region", "410000", "x")]);
  expect(groups.map(([, list]) => list.map((r) => r.id))).toEqual([["nev"], ["a"], ["b", "c"]]);
});
