import { expect, test } from "vitest";
import { parsePrinting } from "./printing";

test.each([
  ["nothing kept", null, { paper: "A3", unit: "", number: "" }],
  ["kept", '{"paper":"A0","unit":"长兴链办","number":"GS(2024)0650"}', { paper: "A0", unit: "长兴链办", number: "GS(2024)0650" }],
  ["a sheet that is none", '{"paper":"B5","unit":7}', { paper: "A3", unit: "", number: "" }],
  ["not JSON", "{", { paper: "A3", unit: "", number: "" }],
])("%s", (_, raw, want) => expect(parsePrinting(raw)).toEqual(want));
