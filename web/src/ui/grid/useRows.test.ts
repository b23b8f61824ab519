import { expect, test } from "vitest";
import { reach } from "./useRows";

test.each([
  ["the whole list is loaded", 320, 320, false, 320],
  ["counted rows can be reached at once", 500, 8000, true, 8000],
  ["past the count the list grows by a page", 10_000, 10_000, true, 10_500],
  ["not counted", 500, undefined, true, 1000],
])("%s", (_, loaded, counted, next, want) => expect(reach(loaded, counted, next, 500)).toBe(want));
