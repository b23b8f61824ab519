/** Borders as the program sends them, and as paths on a flat picture. */
import { albers, type Projection } from "./projection";

export type Ring = readonly (readonly [number, number])[];

export interface OutlineFeature {
  properties: { name: string; code?: string | number; center?: readonly [number, number] };
  geometry: { type: "Polygon"; coordinates: readonly Ring[] } | { type: "MultiPolygon"; coordinates: readonly (readonly Ring[])[] } | null;
}

export interface Outline {
  id: string;
  bundled: boolean;
  review_number?: string;
  source: string;
  as_of: string;
  geojson: { features: readonly OutlineFeature[] };
}

/** One place on the picture. Lengths are units of the picture. */
export interface Shape {
  code: string;
  name: string;
  /** The value of an SVG d attribute. */
  path: string;
  /** Where a label has most room, and how far it is from the border there. */
  label: { x: number; y: number; room: number };
  box: { x: number; y: number; w: number; h: number };
}

export interface Picture {
  width: number;
  height: number;
  shapes: readonly Shape[];
}

/** Draws the outline on a picture of the given width; the height follows from the land. */
export function picture(outline: Pick<Outline, "geojson">, width = 1000): Picture {
  const lands = outline.geojson.features.map((f) => ({ f, polygons: polygonsOf(f) })).filter((l) => l.polygons.length > 0);
  const bounds = boundsOf(lands.flatMap((l) => l.polygons.flat()));
  if (!bounds) return { width, height: width, shapes: [] };
  const project = albers(bounds);
  const flat = lands.map((l) => ({ f: l.f, polygons: l.polygons.map((p) => p.map((r) => r.map(project))) }));
  const box = boundsOf(flat.flatMap((l) => l.polygons.flat()))!;
  const k = width / Math.max(1e-9, box.x1 - box.x0);
  const place: Projection = ([x, y]) => [(x - box.x0) * k, (y - box.y0) * k];
  return {
    width,
    height: Math.max(1, (box.y1 - box.y0) * k),
    shapes: flat.map((l) => shape(l.f, l.polygons.map((p) => p.map((r) => r.map(place))))),
  };
}

export function polygonsOf(f: OutlineFeature): readonly (readonly Ring[])[] {
  if (!f.geometry) return [];
  return f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
}

function shape(f: OutlineFeature, polygons: readonly (readonly Ring[])[]): Shape {
  const rings = polygons.flat();
  const b = boundsOf(rings)!;
  const path = rings.map((r) => `M${r.map(([x, y]) => `${round(x)},${round(y)}`).join("L")}Z`).join("");
  return { code: String(f.properties.code ?? ""), name: f.properties.name, path, label: roomiest(polygons), box: { x: b.x0, y: b.y0, w: b.x1 - b.x0, h: b.y1 - b.y0 } };
}

const round = (n: number) => Math.round(n * 10) / 10;

function boundsOf(rings: readonly Ring[]): { x0: number; y0: number; x1: number; y1: number } | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const r of rings) {
    for (const [x, y] of r) {
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x);
      y1 = Math.max(y1, y);
    }
  }
  return x0 === Infinity ? null : { x0, y0, x1, y1 };
}

/** The point of the largest polygon that is farthest from its border, found on a grid and then nearby. */
export function roomiest(polygons: readonly (readonly Ring[])[]): { x: number; y: number; room: number } {
  const largest = polygons.reduce((a, b) => (area(b[0]!) > area(a[0]!) ? b : a)).map(coarse);
  const b = boundsOf(largest)!;
  let best = { x: (b.x0 + b.x1) / 2, y: (b.y0 + b.y1) / 2, room: -Infinity };
  let [cx, cy, w, h] = [best.x, best.y, b.x1 - b.x0, b.y1 - b.y0];
  for (let pass = 0; pass < 3; pass++) {
    const n = 10;
    for (let i = 0; i <= n; i++) {
      for (let j = 0; j <= n; j++) {
        const x = cx + (i / n - 0.5) * w;
        const y = cy + (j / n - 0.5) * h;
        const room = distance(largest, x, y);
        if (room > best.room) best = { x, y, room };
      }
    }
    [cx, cy, w, h] = [best.x, best.y, w / 5, h / 5];
  }
  return { ...best, room: Math.max(0, best.room) };
}

/** Enough corners to place a label by. */
function coarse(ring: Ring): Ring {
  const every = Math.ceil(ring.length / 120);
  return ring.filter((_, i) => i % every === 0 || i === ring.length - 1);
}

/** Distance from the border, negative outside. */
function distance(polygon: readonly Ring[], x: number, y: number): number {
  let least = Infinity;
  let inside = false;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!;
      const [bx, by] = ring[j]!;
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      const dx = bx - ax;
      const dy = by - ay;
      const t = dx || dy ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy))) : 0;
      least = Math.min(least, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    }
  }
  return Math.sqrt(least) * (inside ? 1 : -1);
}

function area(ring: Ring): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  return Math.abs(sum) / 2;
}
