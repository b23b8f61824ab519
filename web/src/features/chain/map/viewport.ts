/** Viewport arithmetic: which part of the layout is on the screen, and how large. */
import type { Box } from "./layout";

/** Screen = layout × k + (x, y), in CSS px. */
export interface View {
  k: number;
  x: number;
  y: number;
}

export interface Size {
  w: number;
  h: number;
}

/** The part of the layout that a screen of this size shows. */
export function visible(view: View, screen: Size): Box {
  return { x: -view.x / view.k, y: -view.y / view.k, w: screen.w / view.k, h: screen.h / view.k };
}

export function toLayout(view: View, px: number, py: number): [number, number] {
  return [(px - view.x) / view.k, (py - view.y) / view.k];
}

/** Shows the whole box, centred, with a margin in px; never larger than most. */
export function fit(box: Box, screen: Size, margin = 24, most = 1): View {
  const k = Math.min(most, Math.max(1e-4, Math.min((screen.w - 2 * margin) / box.w, (screen.h - 2 * margin) / box.h)));
  return { k, x: (screen.w - box.w * k) / 2 - box.x * k, y: (screen.h - box.h * k) / 2 - box.y * k };
}

/** Zooms by factor and keeps the layout point under (px, py) where it is. */
export function zoomAt(view: View, factor: number, px: number, py: number, limits: { min: number; max: number }): View {
  const k = Math.min(limits.max, Math.max(limits.min, view.k * factor));
  const f = k / view.k;
  return { k, x: px - (px - view.x) * f, y: py - (py - view.y) * f };
}

/** Moves by px, but never so far that nothing of the box stays on the screen. */
export function pan(view: View, dx: number, dy: number, box: Box, screen: Size): View {
  return keep({ k: view.k, x: view.x + dx, y: view.y + dy }, box, screen);
}

/** At least `rim` px of the box stay on the screen. */
export function keep(view: View, box: Box, screen: Size, rim = 80): View {
  const clamp = (v: number, lo: number, hi: number) => (lo > hi ? (lo + hi) / 2 : Math.min(hi, Math.max(lo, v)));
  return {
    k: view.k,
    x: clamp(view.x, rim - (box.x + box.w) * view.k, screen.w - rim - box.x * view.k),
    y: clamp(view.y, rim - (box.y + box.h) * view.k, screen.h - rim - box.y * view.k),
  };
}

/** Puts the middle of a box in the middle of the screen, at least k large. */
export function centre(box: Box, screen: Size, k: number): View {
  return { k, x: screen.w / 2 - (box.x + box.w / 2) * k, y: screen.h / 2 - (box.y + box.h / 2) * k };
}

/** Moves just enough that the box is on the screen with a margin. */
export function reveal(view: View, box: Box, screen: Size, margin = 48): View {
  const left = box.x * view.k + view.x;
  const top = box.y * view.k + view.y;
  const right = left + box.w * view.k;
  const bottom = top + box.h * view.k;
  const dx = left < margin ? margin - left : right > screen.w - margin ? screen.w - margin - right : 0;
  const dy = top < margin ? margin - top : bottom > screen.h - margin ? screen.h - margin - bottom : 0;
  return { k: view.k, x: view.x + dx, y: view.y + dy };
}

/** The view part-way between two others, t from 0 to 1, at an even pace of zoom. */
export function between(a: View, b: View, t: number): View {
  const e = t * t * (3 - 2 * t);
  const mix = (p: number, q: number) => p + (q - p) * e;
  return { k: Math.exp(mix(Math.log(a.k), Math.log(b.k))), x: mix(a.x, b.x), y: mix(a.y, b.y) };
}

/** Two fingers: the point between them follows, the distance is the zoom. */
export function pinch(
  view: View,
  from: readonly [readonly [number, number], readonly [number, number]],
  to: readonly [readonly [number, number], readonly [number, number]],
  limits: { min: number; max: number },
): View {
  const mid = (p: typeof from) => [(p[0][0] + p[1][0]) / 2, (p[0][1] + p[1][1]) / 2] as const;
  const gap = (p: typeof from) => Math.hypot(p[0][0] - p[1][0], p[0][1] - p[1][1]);
  const [fx, fy] = mid(from);
  const [tx, ty] = mid(to);
  const zoomed = zoomAt(view, gap(from) > 0 ? gap(to) / gap(from) : 1, fx, fy, limits);
  return { k: zoomed.k, x: zoomed.x + tx - fx, y: zoomed.y + ty - fy };
}
