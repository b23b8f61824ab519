import { expect, test } from "vitest";
import { stepAt, type Door, type Step } from "./rooms";

const door = (path: string): Door => ({ path, label: "", order: 0 });
const doors = new Map<Step, Door[]>([
  ["know", [door("/records/firm"), door("/imports")]],
  ["map", [door("/chains")]],
  ["diagnose", [door("/chains/diagnosis")]],
]);

test.each([
  ["a page under a door", "/records/firm/F123", "know"],
  ["the longest door wins", "/chains/diagnosis/nev", "diagnose"],
  ["a door is whole words", "/chainsaw", undefined],
  ["home is no step", "/", undefined],
])("%s", (_, path, want) => expect(stepAt(path, doors)).toBe(want));
