/** The chains as catalogues. Pure functions. */
import type { Text } from "./wire";

export interface ChainRow {
  id: string;
  kind: "template" | "region";
  name: Text;
  region: string;
  class?: string;
  factor?: string;
  tier?: string;
  size: number | null;
  size_source?: string;
  green: boolean;
  dual: boolean;
  whole_cycle: boolean;
  status: string;
  catalogue?: string;
  nodes: number;
  demo: boolean;
}

/** Templates first, then each region's catalogue by code; inside, the order of the program. */
export function byCatalogue(rows: readonly ChainRow[]): [string, ChainRow[]][] {
  const groups = new Map<string, ChainRow[]>();
  for (const r of rows) {
    const key = r.kind === "template" ? "" : `${r.region} ${r.catalogue ?? ""}`;
    const list = groups.get(key);
    if (list) list.push(r);
    else groups.set(key, [r]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
