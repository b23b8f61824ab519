import { useTranslation } from "react-i18next";
import { range, span } from "./model";
import type { Figure } from "./wire";

/**
 * A figure on a bar that starts at zero: the solid part is what links on record
 * alone say, the light part is where the figure lies when missing links are drawn.
 */
export function BandBar({ figure, whole, write }: { figure: Figure; whole: number; write: (v: number) => string }) {
  const { t } = useTranslation();
  const s = span(figure, whole);
  const words = range(figure, write);
  const label = words.ends ? t("scenario.bandSaid", { value: write(figure.value), ends: words.ends }) : words.middle;
  return (
    <span className="band-bar" role="img" aria-label={label} title={label}>
      <span className="band-known" style={{ width: `${s.point * 100}%` }} />
      {figure.band && <span className="band-drawn" style={{ left: `${s.low * 100}%`, width: `max(2px, ${(s.high - s.low) * 100}%)` }} />}
    </span>
  );
}
