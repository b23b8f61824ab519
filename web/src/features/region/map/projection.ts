/**
 * Albers' equal-area conic projection: a place's area on the picture is in
 * proportion to its area on the ground, so no province looks larger than it is.
 * Source: Snyder, Map Projections — A Working Manual (USGS 1395, 1987), 14.
 */
export type Projection = (point: readonly [number, number]) => [number, number];

const rad = Math.PI / 180;

/** A projection for land between these degrees; x grows to the east, y to the south. */
export function albers(b: { x0: number; y0: number; x1: number; y1: number }): Projection {
  const sixth = (b.y1 - b.y0) / 6;
  const phi1 = (b.y0 + sixth) * rad;
  const phi2 = (b.y1 - sixth) * rad;
  const lambda0 = ((b.x0 + b.x1) / 2) * rad;
  const flat = Math.abs(Math.sin(phi1) + Math.sin(phi2)) < 1e-6;
  const n = flat ? 1e-6 : (Math.sin(phi1) + Math.sin(phi2)) / 2;
  const c = Math.cos(phi1) ** 2 + 2 * n * Math.sin(phi1);
  const rho = (phi: number) => Math.sqrt(Math.max(0, c - 2 * n * Math.sin(phi))) / n;
  const rho0 = rho(((b.y0 + b.y1) / 2) * rad);
  return ([lon, lat]) => {
    const theta = n * (lon * rad - lambda0);
    const r = rho(lat * rad);
    return [r * Math.sin(theta), r * Math.cos(theta) - rho0];
  };
}
