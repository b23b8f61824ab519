/** Money is whole fen on the wire; the page shows 万元 or 亿元, switched once for all. */
export const moneyUnits = ["wan", "yi"] as const;
export type MoneyUnit = (typeof moneyUnits)[number];

/** How many fen one unit is. */
export const fenPer: Record<MoneyUnit, number> = { wan: 1_000_000, yi: 10_000_000_000 };

/** Fen in the chosen unit, as a number. */
export function inUnit(fen: number, unit: MoneyUnit): number {
  return fen / fenPer[unit];
}

/** A number typed in the chosen unit, as whole fen. */
export function toFen(amount: number, unit: MoneyUnit): number {
  return Math.round(amount * fenPer[unit]);
}
