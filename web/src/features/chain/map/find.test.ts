import { expect, it } from "vitest";
import { find } from "./find";

const node = (id: string, name: string, pinyin: string, initials: string) => ({ id, name, pinyin, initials, lane: "midstream", group: "g", x: 0, y: 0, w: 1, h: 1 });
const nodes = [
  node("cell", "动力电池电芯", "donglidianchidianxin", "dldcdx"),
  node("pack", "电池包", "dianchibao", "dcb"),
  node("bms", "电池管理系统（BMS）", "dianchiguanlixitongbms", "dcglxtbms"),
  node("film", "隔膜", "gemo", "gm"),
];
const ids = (q: string) => find(nodes, q).map((h) => h.node.id);

it.each([
  ["part of the name, its beginning first", "电池", ["pack", "bms", "cell"]],
  ["initials", "dldc", ["cell"]],
  ["initials in the middle of others", "dc", ["pack", "bms", "cell"]],
  ["pinyin", "gemo", ["film"]],
  ["capital letters", "BMS", ["bms"]],
  ["several words must all match", "电池 系统", ["bms"]],
  ["nothing typed", "  ", []],
  ["no match", "xyz", []],
])("%s", (_why, query, want) => expect(ids(query)).toEqual(want));
