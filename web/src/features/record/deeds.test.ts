import { expect, test } from "vitest";
import { daysUntil } from "./deeds";

const now = new Date("2026-03-01T12:00:00Z");
test.each([
  ["a month is left", "2026-03-31T12:00:00Z", 30],
  ["part of a day is still a day", "2026-03-01T13:00:00Z", 1],
  ["the moment itself", "2026-03-01T12:00:00Z", 0],
  ["past", "2026-02-01T12:00:00Z", 0],
])("%s", (_, until, want) => expect(daysUntil(until, now)).toBe(want));
