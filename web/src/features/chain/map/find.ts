/** Search inside the map by name, pinyin, initials or code. */
import type { MapNode } from "./layout";

export interface Hit {
  node: MapNode;
  rank: number;
}

/**
 * The best matches first: the whole name, its beginning, a part of it, then
 * initials ("dlr" for 动力…) and pinyin, then the code. Every word must match.
 */
export function find(nodes: readonly MapNode[], query: string, most = 12): Hit[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits: Hit[] = [];
  for (const node of nodes) {
    let rank = 0;
    for (const w of words) {
      const r = rankOf(node, w);
      if (r < 0) {
        rank = -1;
        break;
      }
      rank += r;
    }
    if (rank >= 0) hits.push({ node, rank });
  }
  return hits.sort((a, b) => a.rank - b.rank || a.node.name.length - b.node.name.length || (a.node.id < b.node.id ? -1 : 1)).slice(0, most);
}

function rankOf(node: MapNode, word: string): number {
  const name = node.name.toLowerCase();
  const pinyin = node.pinyin.replaceAll(" ", "");
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  if (name.includes(word)) return 2;
  if (node.initials.startsWith(word)) return 3;
  if (pinyin.startsWith(word)) return 4;
  if (node.initials.includes(word)) return 5;
  if (word.length > 2 && pinyin.includes(word)) return 6;
  if (node.id.toLowerCase().includes(word)) return 7;
  return -1;
}
