/**
 * How colours look to people with one of the three common colour-vision
 * deficiencies, and how far apart two colours are. Pure functions for the tests
 * of the tokens.
 */

export const deficiencies = ["protan", "deutan", "tritan"] as const;
export type Deficiency = (typeof deficiencies)[number];

type Three = readonly [number, number, number];

/**
 * Complete deficiency, on linear RGB. Source: Machado, Oliveira, Fernandes, A
 * Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE
 * Transactions on Visualization and Computer Graphics 15 (2009), severity 1.0.
 */
const matrices: Record<Deficiency, readonly [Three, Three, Three]> = {
  protan: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritan: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function times(m: readonly [Three, Three, Three], v: Three): Three {
  const row = (r: Three) => r[0] * v[0] + r[1] * v[1] + r[2] * v[2];
  return [row(m[0]), row(m[1]), row(m[2])];
}

/** #rrggbb as linear RGB, 0 to 1 (IEC 61966-2-1). */
function linear(hex: string): Three {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** CIE L*a*b* of linear RGB under D65. */
function lab(rgb: Three): Three {
  const [x, y, z] = times([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]], rgb);
  const f = (t: number) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** The difference ΔE*ab (CIE 1976) of two #rrggbb colours as seen with the deficiency; 2.3 is just noticeable. */
export function difference(a: string, b: string, seen?: Deficiency): number {
  const see = (hex: string) => {
    const rgb = linear(hex);
    const through = seen ? times(matrices[seen], rgb) : rgb;
    return lab(through.map((c) => Math.min(1, Math.max(0, c))) as unknown as Three);
  };
  const [p, q] = [see(a), see(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
