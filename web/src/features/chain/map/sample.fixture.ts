/** A made-up chain for tests: columns of nodes in three lanes, edges from each column to the next. */
import type { Group, Lane, Layout, MapEdge, MapNode } from "./layout";

const lanes = ["upstream", "midstream", "downstream"];

/** About `count` nodes and `perNode` edges for each, the same for the same numbers. */
export function sample(count: number, perNode: number): Layout {
  const columns = Math.max(3, Math.ceil(count / 120) * 3);
  const rows = Math.ceil(count / columns);
  const nodes: MapNode[] = [];
  const groups: Group[] = [];
  for (let c = 0; c < columns; c++) {
    const lane = lanes[Math.floor((c * 3) / columns)]!;
    const x = 20 + c * 280;
    groups.push({ id: `g${c}`, name: `第${c + 1}组`, lane, x: x - 10, y: 40, w: 220, h: rows * 104 + 30 });
    for (let r = 0; r < rows && nodes.length < count; r++) {
      const n = nodes.length;
      nodes.push({ id: `n${n}`, name: `环节${n}`, lane, group: `g${c}`, pinyin: `huanjie${n}`, initials: `hj${n}`, x, y: 70 + r * 104, w: 200, h: 84 });
    }
  }
  const edges: MapEdge[] = [];
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648);
  for (let i = 0; i + rows < nodes.length; i++) {
    for (let k = 0; k < perNode; k++) {
      const a = nodes[i]!;
      const b = nodes[Math.min(nodes.length - 1, (Math.floor(i / rows) + 1) * rows + (next() % rows))]!;
      const assumed = next() % 3 === 0;
      edges.push({ from: a.id, to: b.id, share: next() % 5 === 0 ? null : (next() % 100) / 100, assumed, points: [[a.x + a.w, a.y + a.h / 2], [b.x, b.y + b.h / 2]] });
    }
  }
  const width = columns * 280 + 20;
  const height = rows * 104 + 90;
  const laneBoxes: Lane[] = lanes.map((id, i) => ({ id, name: id, x: (i * width) / 3, y: 0, w: width / 3, h: height }));
  return { width, height, lanes: laneBoxes, groups, nodes, edges };
}
