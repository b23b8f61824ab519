import { expect, it } from "vitest";
import { readMapState, writeMapState } from "./useMapState";

it("an address without anything shows the whole map", () => {
  const s = readMapState(new URLSearchParams("region=330000&chain=nev"));
  expect(s).toMatchObject({ node: null, since: "", show: "map" });
  expect(s.filter.signs.size + s.filter.lanes.size).toBe(0);
  expect(s.filter.depth).toBe(Infinity);
});

it("what was written is read again, and the scope stays", () => {
  const written = writeMapState(new URLSearchParams("region=330000&chain=nev"), {
    node: "nev.cell", since: "2026-01-01", show: "both",
    filter: { signs: new Set(["weak", "missing"]), lanes: new Set(["upstream"]), around: "nev.cell", depth: 2, to: "nev.car", changed: true },
  });
  expect(written.get("region")).toBe("330000");
  const s = readMapState(written);
  expect(s).toMatchObject({ node: "nev.cell", since: "2026-01-01", show: "both" });
  expect(s.filter).toEqual({ signs: new Set(["weak", "missing"]), lanes: new Set(["upstream"]), around: "nev.cell", depth: 2, to: "nev.car", changed: true });
});

it("taking a filter away takes it out of the address", () => {
  const p = writeMapState(new URLSearchParams("class=weak&depth=2"), { filter: { signs: new Set(), depth: Infinity } });
  expect([...p.keys()]).toEqual([]);
});

it("does not believe a made-up class or depth", () => {
  const s = readMapState(new URLSearchParams("class=weak,huge&depth=-3&show=all"));
  expect(s.filter.signs).toEqual(new Set(["weak"]));
  expect(s.filter.depth).toBe(Infinity);
  expect(s.show).toBe("map");
});
