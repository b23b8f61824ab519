import { useTranslation } from "react-i18next";
import { useLook } from "@/app/look";
import { shareText } from "@/features/chain/words";
import { number } from "@/ui/format";
import { SignMark } from "@/ui/SignMark";
import { signs } from "@/ui/tokens";
import { fillOf, type Step } from "./map/scale";

/** What each fill means. */
export function RegionLegend({ steps, byClass, share }: { steps: readonly Step[]; byClass: boolean; share: boolean }) {
  const { t } = useTranslation();
  const { palette: p } = useLook();
  const text = (n: number) => (share ? shareText(n) : number(n, 1));
  return (
    <ul className="region-legend" aria-label={t("map.legend")}>
      {byClass
        ? signs.map((s) => (
            <li key={s}>
              <SignMark sign={s} />
            </li>
          ))
        : steps.map((s, i) => (
            <li key={s.from}>
              <span className="swatch" style={{ background: fillOf(i, steps, p.ramp, p.sunken) ?? undefined }} />
              <span className="num">{s.to === 0 ? "0" : s.to === null ? `≥ ${text(s.from)}` : `${text(s.from)} – ${text(share ? s.to : s.to - 1)}`}</span>
            </li>
          ))}
      {!byClass && (
        <li>
          <span className="swatch swatch-none" /> {t("region.noData")}
        </li>
      )}
    </ul>
  );
}
