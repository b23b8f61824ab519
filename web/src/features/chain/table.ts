/** Rows of the table beside the map. */
import { signs } from "@/ui/tokens";
import type { Sort } from "@/ui/grid/column";
import type { Layout, MapNode, Mark, Marks } from "./map/layout";
import { network } from "./map/trace";

export interface TableRow {
  node: MapNode;
  mark: Mark | undefined;
  group: string;
  inputs: number;
  outputs: number;
}

/** One row for each node, in the order of the lanes and from top to bottom. */
export function tableRows(layout: Layout, marks: Marks): TableRow[] {
  const net = network(layout);
  const groups = new Map(layout.groups.map((g) => [g.id, g.name]));
  return [...layout.nodes]
    .sort((a, b) => a.x - b.x || a.y - b.y)
    .map((node) => ({ node, mark: marks.get(node.id), group: groups.get(node.group) ?? "", inputs: net.into.get(node.id)?.length ?? 0, outputs: net.outOf.get(node.id)?.length ?? 0 }));
}

/** Sorted by a column; what is unknown comes last whichever way. */
export function sorted(rows: readonly TableRow[], sort: Sort | undefined): TableRow[] {
  if (!sort) return [...rows];
  const key = (r: TableRow): number | string | null => {
    switch (sort.id) {
      case "class":
        return signs.indexOf(r.mark?.sign ?? "unknown");
      case "firms":
        return r.mark?.firms ?? null;
      case "nation":
        return r.mark?.nationFirms ?? null;
      case "share":
        return r.mark?.share ?? null;
      case "peer":
        return r.mark?.peerShare ?? null;
      case "lead":
        return r.mark?.lead ?? null;
      case "in":
        return r.inputs;
      case "out":
        return r.outputs;
      case "lane":
        return r.node.x;
      case "group":
        return r.group;
      default:
        return r.node.name;
    }
  };
  const way = sort.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return way * (typeof x === "string" ? x.localeCompare(String(y), "zh") : x - (y as number));
  });
}
