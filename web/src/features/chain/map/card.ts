/** A node as a card: mark and name, firms, share against the peers, lead firm, small signs. */
import type { Sign } from "@/ui/tokens";
import type { Box, MapNode, Mark } from "./layout";
import type { Detail } from "./lod";
import type { Icon, Pen } from "./pen";
import { ellipsis, lines } from "./text";

/** Sentences of the card in the reader's language; numbers come formatted. */
export interface CardWords {
  /** "12 / 310 家": firms here and in the nation. */
  firms(here: number | null, nation: number | null): string;
  share(value: number | null): string;
  noLead: string;
  more(n: number): string;
}

interface CardScene {
  marked: boolean;
  barFull: number;
  words: CardWords;
  firms: ReadonlyMap<string, readonly string[]>;
}

/** The card is laid out for this many px of height and grows with the zoom up to `largest`. */
const designed = 84;
const largest = 1.15;

export function card(pen: Pen, n: MapNode, mark: Mark | undefined, scene: CardScene, b: Box, d: Detail, alpha: number): void {
  const p = pen.palette;
  const s = Math.min(largest, b.h / designed);
  const sign: Sign | null = scene.marked ? (mark?.sign ?? "unknown") : null;
  frame(pen, sign, mark?.unstable ?? false, b, s, alpha);
  const left = b.x + 12 * s;
  const right = b.x + b.w - 8 * s;
  const y = title(pen, n, sign, mark, left, right, b, s, alpha);
  if (!mark) return;
  const small = 11.5 * s;
  const rest = b.y + b.h - y;
  const row = Math.min(17 * s, Math.max(13 * s, rest / 3));
  const icons = signs(pen, mark, right, y + row / 2, s, alpha);
  const counts = ellipsis(scene.words.firms(mark.firms, mark.nationFirms), icons - left - 4, (t) => pen.measure(t, small));
  pen.text(counts, left, y + row / 2, { size: small, fill: p.text2, alpha });
  bar(pen, mark, scene, left, right, y + row * 1.5, s, sign, alpha);
  const names = d === "firms" ? (scene.firms.get(n.id) ?? []) : [];
  if (names.length > 0) firmList(pen, names, mark, scene.words, left, right, y + row * 2.1, b.y + b.h - 4 * s, small, alpha);
  else if (y + row * 2.9 <= b.y + b.h) {
    const lead = ellipsis(mark.lead ?? scene.words.noLead, right - left, (t) => pen.measure(t, small));
    pen.text(lead, left, y + row * 2.5, { size: small, fill: mark.lead ? p.text2 : p.text3, alpha });
  }
}

function frame(pen: Pen, sign: Sign | null, unstable: boolean, b: Box, s: number, alpha: number): void {
  const p = pen.palette;
  const colour = sign === null ? p.lineStrong : p.sign[sign];
  const missing = sign === "missing";
  pen.rect(b.x, b.y, b.w, b.h, { fill: p.surface, stroke: missing ? colour : p.lineStrong, width: missing ? 1.5 : 1, dash: missing ? [5, 3] : undefined, radius: 5, alpha });
  if (missing) return;
  const stripe = 5 * s;
  if (sign === "unknown") pen.hatch(b.x + 1, b.y + 1, stripe, b.h - 2, colour, alpha);
  else pen.rect(b.x, b.y, stripe, b.h, { fill: colour, radius: 2, alpha: unstable ? alpha * 0.6 : alpha });
}

/** The mark and the name in at most two lines; returns where the rest begins. */
function title(pen: Pen, n: MapNode, sign: Sign | null, mark: Mark | undefined, left: number, right: number, b: Box, s: number, alpha: number): number {
  const p = pen.palette;
  const size = 13.5 * s;
  let x = left;
  const middle = b.y + 14 * s;
  if (sign !== null) {
    const faint = mark?.unstable ? alpha * 0.6 : alpha;
    if (mark?.before) {
      pen.mark(mark.before, x + 6 * s, middle, 11 * s, p.sign[mark.before], alpha * 0.7);
      pen.text("→", x + 13 * s, middle, { size: 11 * s, fill: p.text2, alpha });
      x += 25 * s;
    }
    pen.mark(sign, x + 6 * s, middle, 12 * s, p.sign[sign], faint);
    x += 15 * s;
    if (mark?.unstable) {
      pen.text("≈", x, middle, { size: 12 * s, bold: true, fill: p.sign[sign], alpha: faint });
      x += 11 * s;
    }
  }
  const most = b.h / s >= 80 ? 2 : 1;
  const rows = lines(n.name, right - x, most, (t) => pen.measure(t, size, true));
  rows.forEach((row, i) => pen.text(row, x, middle + i * 16 * s, { size, bold: true, fill: p.text, alpha }));
  return b.y + (24 + 16 * (Math.max(1, rows.length) - 1)) * s;
}

/** Small signs from the right; returns where they begin. */
function signs(pen: Pen, mark: Mark, right: number, y: number, s: number, alpha: number): number {
  const p = pen.palette;
  let x = right;
  const put = (icon: Icon, colour: string) => {
    pen.icon(icon, x - 6 * s, y, 11 * s, colour, alpha);
    x -= 15 * s;
  };
  if (mark.matters > 0) {
    const text = mark.matters > 99 ? "99+" : String(mark.matters);
    const w = Math.max(14 * s, pen.measure(text, 10 * s) + 6 * s);
    pen.rect(x - w, y - 7 * s, w, 14 * s, { fill: p.infoBg, stroke: p.info, radius: 7 * s, alpha });
    pen.text(text, x - w / 2, y, { size: 10 * s, fill: p.info, align: "center", alpha });
    x -= w + 4 * s;
  }
  if (mark.backup) put("backup", p.good);
  if (mark.singleSource) put("single", p.danger);
  if (mark.external) put("globe", p.warning);
  return x;
}

/** The local share as a bar from zero, the peers' median as a tick across it. */
function bar(pen: Pen, mark: Mark, scene: CardScene, left: number, right: number, y: number, s: number, sign: Sign | null, alpha: number): void {
  const p = pen.palette;
  const size = 11 * s;
  const label = scene.words.share(mark.share);
  const room = Math.max(pen.measure("00.0%", size), pen.measure(label, size)) + 5 * s;
  const w = right - left - room;
  pen.text(label, right, y, { size, fill: mark.share === null ? p.text3 : p.text2, align: "right", alpha });
  if (w < 16) return;
  pen.rect(left, y - 3 * s, w, 6 * s, { fill: p.sunken, stroke: p.line, radius: 2, alpha });
  const part = (v: number) => Math.min(1, v / scene.barFull) * w;
  if (mark.share !== null && mark.share > 0) {
    pen.rect(left, y - 3 * s, Math.max(1.5, part(mark.share)), 6 * s, { fill: sign === null ? p.primary : p.sign[sign], radius: 2, alpha });
  }
  if (mark.peerShare !== null) {
    const x = left + part(mark.peerShare);
    pen.line([[x, y - 6 * s], [x, y + 6 * s]], { stroke: p.text, width: 1.5, alpha });
  }
}

function firmList(pen: Pen, names: readonly string[], mark: Mark, words: CardWords, left: number, right: number, top: number, bottom: number, size: number, alpha: number): void {
  const p = pen.palette;
  const step = size * 1.45;
  const fits = Math.floor((bottom - top) / step);
  const total = mark.firms ?? names.length;
  const shown = names.length > fits || total > names.length ? Math.max(0, Math.min(names.length, fits - 1)) : names.length;
  for (let i = 0; i < shown; i++) {
    const name = ellipsis(names[i]!, right - left, (t) => pen.measure(t, size));
    pen.text(name, left, top + (i + 0.5) * step, { size, fill: i === 0 ? p.text : p.text2, alpha });
  }
  if (total > shown && fits > 0) pen.text(words.more(total - shown), left, top + (shown + 0.5) * step, { size, fill: p.text3, alpha });
}
