/** Turning values into the few fills of a map, with a legend that says what each means. */

export interface Step {
  /** From this value … */
  from: number;
  /** … up to but not including this one; null is no end. */
  to: number | null;
}

/**
 * At most `most` steps with round limits, about as many places in each. Zero
 * is a step of its own; unknown values belong to none.
 */
export function steps(values: readonly (number | null)[], most: number): Step[] {
  const positive = values.filter((v): v is number => v !== null && v > 0).sort((a, b) => a - b);
  const zero: Step[] = values.some((v) => v === 0) ? [{ from: 0, to: 0 }] : [];
  if (positive.length === 0) return zero;
  const limits = [positive[0]!];
  for (let i = 1; i < most; i++) {
    const at = round(positive[Math.floor((i * positive.length) / most)]!);
    if (at > limits[limits.length - 1]!) limits.push(at);
  }
  limits[0] = roundDown(limits[0]!);
  return [...zero, ...limits.map((from, i) => ({ from, to: limits[i + 1] ?? null }))];
}

/** Which step a value belongs to; -1 when unknown. */
export function stepOf(value: number | null, list: readonly Step[]): number {
  if (value === null) return -1;
  let found = -1;
  list.forEach((s, i) => {
    if (s.from === 0 && s.to === 0 ? value === 0 : value > 0 && value >= s.from) found = i;
  });
  return found;
}

/** The fill of a step: zero is the sunken ground, the others run along the ramp. */
export function fillOf(step: number, list: readonly Step[], ramp: readonly string[], zero: string): string | null {
  const s = list[step];
  if (!s) return null;
  if (s.from === 0 && s.to === 0) return zero;
  const first = list[0]!.from === 0 && list[0]!.to === 0 ? 1 : 0;
  const n = list.length - first;
  const at = n === 1 ? ramp.length - 2 : Math.round(((step - first) * (ramp.length - 1)) / (n - 1));
  return ramp[at] ?? null;
}

/** One or two leading digits: 0.0347 → 0.035, 1287 → 1300. */
function round(v: number): number {
  const unit = 10 ** (Math.floor(Math.log10(v)) - 1);
  const r = Math.round(v / unit) * unit;
  return Number(r.toPrecision(2));
}

function roundDown(v: number): number {
  const unit = 10 ** (Math.floor(Math.log10(v)) - 1);
  return Number((Math.floor(v / unit + 1e-9) * unit).toPrecision(2));
}
