import { RightOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { SignMark } from "@/ui/SignMark";
import { hasParts, type Measure, type PlaceValue } from "./model";

interface Props {
  values: readonly PlaceValue[];
  measure: Measure;
  text: (v: PlaceValue) => string;
  pointed: string | null;
  here: string;
  onPoint: (code: string | null) => void;
  onOpen: (code: string) => void;
}

/** The values beside the map, largest first. Equal values share a rank. */
export function RegionTable(props: Props) {
  const { t } = useTranslation();
  const rank = (v: PlaceValue) => 1 + props.values.filter((o) => (o.value ?? -1) > (v.value ?? -1)).length;
  return (
    <div className="panel region-table">
      <table className="plain">
        <caption className="visually-hidden">{t("region.table")}</caption>
        <thead>
          <tr>
            <th className="right">{t("region.rank")}</th>
            <th>{t("region.place")}</th>
            <th className="right">{t(`region.measures.${props.measure}`)}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {props.values.map((v) => (
            <tr key={v.code} className={v.code === props.pointed || v.code === props.here ? "row-on" : undefined} onPointerEnter={() => props.onPoint(v.code)} onPointerLeave={() => props.onPoint(null)}>
              <td className="right num">{props.measure === "class" || v.value === null ? "" : rank(v)}</td>
              <td>
                <button type="button" className="link-button" onClick={() => props.onOpen(v.code)}>
                  {v.name}
                </button>
              </td>
              <td className="right num">{props.measure === "class" ? <SignMark sign={v.sign ?? "unknown"} /> : props.text(v)}</td>
              <td className="quiet">{hasParts(v.code) && <RightOutlined aria-hidden />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
