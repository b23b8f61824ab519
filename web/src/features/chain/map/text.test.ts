import { describe, expect, it } from "vitest";
import { ellipsis, lines, phrases } from "./text";

// Chinese characters are one em wide, others half
const measure = (t: string) => [...t].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e7f || c === "…" ? 10 : 5), 0);

describe("ellipsis", () => {
  it("leaves what fits", () => expect(ellipsis("电机", 20, measure)).toBe("电机"));
  it("cuts and says so", () => expect(ellipsis("驱动电机控制器", 45, measure)).toBe("驱动电…"));
  it("gives nothing when not even one character fits", () => expect(ellipsis("驱动", 12, measure)).toBe(""));
  it("does not cut a rare character in two", () => expect(ellipsis("𠮷𠮷𠮷", 20, () => 100)).toBe(""));
});

describe("lines", () => {
  it("breaks between words, not inside them", () => expect(lines("驱动电机控制器", 50, 2, measure)).toEqual(["驱动电机", "控制器"]));
  it("keeps a bracket with what it holds", () => expect(phrases("电池管理系统（BMS）").some((p) => p.startsWith("）"))).toBe(false));
  it("cuts only the last line", () => {
    const out = lines("新能源汽车动力电池正极材料前驱体", 60, 2, measure);
    expect(out).toHaveLength(2);
    expect(out[0]).not.toContain("…");
    expect(out[1]).toMatch(/…$/);
  });
  it("splits a word longer than a line", () => expect(lines("ABCDEFGHIJKLMNOPQRST", 50, 3, measure)).toEqual(["ABCDEFGHIJ", "KLMNOPQRST"]));
  it("never exceeds the width", () => {
    for (const w of [12, 25, 33, 60]) for (const l of lines("第三代半导体（碳化硅、氮化镓）功率器件与模组 IGBT/SiC", w, 3, measure)) expect(measure(l)).toBeLessThanOrEqual(w);
  });
});
