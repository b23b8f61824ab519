/** What a person wants on paper: the sheet, who drew it, the map number. Kept in this browser, because an office prints alike. */
export const papers = ["A4", "A3", "A0"] as const;
export type Paper = (typeof papers)[number];

export interface Printing {
  paper: Paper;
  /** 制图单位 */
  unit: string;
  /** 审图号 */
  number: string;
}

const key = "lianzhang.printing";
const usual: Printing = { paper: "A3", unit: "", number: "" };

/** Reads what was kept; whatever is not understood is as usual. */
export function parsePrinting(raw: string | null): Printing {
  try {
    const v = JSON.parse(raw ?? "{}") as Partial<Record<keyof Printing, unknown>>;
    const text = (x: unknown, most: number) => (typeof x === "string" ? x.slice(0, most) : "");
    return { paper: papers.includes(v.paper as Paper) ? (v.paper as Paper) : usual.paper, unit: text(v.unit, 120), number: text(v.number, 60) };
  } catch {
    return usual;
  }
}

export function printing(): Printing {
  try {
    return parsePrinting(localStorage.getItem(key));
  } catch {
    return usual;
  }
}

export function keepPrinting(p: Printing): void {
  try {
    localStorage.setItem(key, JSON.stringify(p));
  } catch {
    // asked again next time
  }
}

/** The query of map.svg that puts it on paper. */
export function onPaper(p: Printing): { paper: string; unit: string; map_number: string } {
  return { paper: p.paper, unit: p.unit, map_number: p.number };
}
