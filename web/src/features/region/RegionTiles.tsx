import { useTranslation } from "react-i18next";
import { useLook } from "@/app/look";
import { SignMark } from "@/ui/SignMark";
import { fillOf, type Step, stepOf } from "./map/scale";
import type { PlaceValue } from "./model";

/** Places as ranked tiles, where the program has no outlines: counties have none. */
export function RegionTiles(props: { values: readonly PlaceValue[]; steps: readonly Step[]; byClass: boolean; text: (v: PlaceValue) => string; onOpen: (code: string) => void }) {
  const { t } = useTranslation();
  const { palette: p } = useLook();
  return (
    <>
      <p className="quiet">{t("region.tiles")}</p>
      <ol className="region-tiles">
        {props.values.map((v) => (
          <li key={v.code}>
            <button type="button" onClick={() => props.onOpen(v.code)}>
              <span className="tile-fill" style={{ background: props.byClass ? p.signBg[v.sign ?? "unknown"] : (fillOf(stepOf(v.value, props.steps), props.steps, p.ramp, p.sunken) ?? p.sunken) }} />
              <strong>{v.name}</strong>
              {props.byClass ? <SignMark sign={v.sign ?? "unknown"} /> : <span className="num">{props.text(v)}</span>}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
