import { expect, it } from "vitest";
import { everything, passing } from "./filter";
import type { Mark } from "./layout";
import { sample } from "./sample.fixture";
import { network } from "./trace";

const layout = sample(30, 1);
const net = network(layout);
const mark = (node: string, over: Partial<Mark>): [string, Mark] => [
  node,
  { node, sign: "strong", unstable: false, firms: 1, nationFirms: 2, share: null, peerShare: null, lead: null, external: false, singleSource: false, backup: false, matters: 0, before: null, ...over },
];
const marks = new Map([mark("n1", { sign: "weak", before: "strong" }), mark("n2", { sign: "weak" }), mark("n25", { sign: "strong" })]);

it("lets everything pass without building a set", () => expect(passing(layout, net, marks, everything)).toBeNull());
it("keeps the classes asked for; a node without a mark is unknown", () => {
  expect(passing(layout, net, marks, { ...everything, signs: new Set(["weak"]) })).toEqual(new Set(["n1", "n2"]));
  expect(passing(layout, net, marks, { ...everything, signs: new Set(["unknown"]) })!.size).toBe(27);
});
it("keeps the lanes asked for", () => {
  const out = passing(layout, net, marks, { ...everything, lanes: new Set(["upstream"]) })!;
  expect([...out].every((id) => layout.nodes.find((n) => n.id === id)!.lane === "upstream")).toBe(true);
});
it("keeps what changed", () => expect(passing(layout, net, marks, { ...everything, changed: true })).toEqual(new Set(["n1"])));
it("keeps the neighbours within the depth", () => {
  const out = passing(layout, net, marks, { ...everything, around: "n0", depth: 1 })!;
  expect(out).toEqual(new Set(["n0", ...(net.outOf.get("n0") ?? [])]));
});
