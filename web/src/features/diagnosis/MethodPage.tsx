import { useTranslation } from "react-i18next";
import { useScope } from "@/app/scope";
import { PageHead } from "@/ui/PageHead";
import { SignMark } from "@/ui/SignMark";
import { signs } from "@/ui/tokens";
import { useDiagnosis } from "./api";
import { partFigure } from "./figures";
import { MethodNote } from "./MethodNote";
import "./diagnosis.css";

/** How a node is judged, in short, with the thresholds in force. */
export function Component() {
  const { t } = useTranslation();
  const scope = useScope();
  const q = useDiagnosis(scope.chain, scope.region);
  const parts = q.data?.nodes[0]?.parts ?? [];
  return (
    <div className="page page-narrow method">
      <PageHead title={t("diagnosis.methodTitle")} state={t("diagnosis.methodState")} source={q.data && <MethodNote thresholds={q.data.thresholds} day={q.data.day} />} />
      <section className="panel">
        <h2>{t("diagnosis.methodClasses")}</h2>
        <dl className="facts">
          {signs.map((s) => (
            <MethodClass key={s} sign={s} />
          ))}
        </dl>
        <h2>{t("diagnosis.methodScore")}</h2>
        <p>{t("diagnosis.methodScoreText")}</p>
        {parts.length > 0 && (
          <table className="plain">
            <thead>
              <tr>
                <th>{t("diagnosis.part")}</th>
                <th className="right">{t("diagnosis.weight")}</th>
                <th className="right">{t("diagnosis.fullAt")}</th>
              </tr>
            </thead>
            <tbody>
              {parts.map((p) => (
                <tr key={p.id}>
                  <td>{t(`diagnosis.partNames.${p.id}`, { defaultValue: p.id })}</td>
                  <td className="right num">{Math.round(p.weight * 100)}%</td>
                  <td className="right num">{partFigure(p.unit, p.threshold)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <h2>{t("diagnosis.methodFirm")}</h2>
        <p>{t("diagnosis.methodFirmText")}</p>
        <h2>{t("diagnosis.methodGap")}</h2>
        <p>{t("diagnosis.methodGapText")}</p>
        <p className="quiet">{t("diagnosis.methodFile")}</p>
      </section>
    </div>
  );
}

function MethodClass({ sign }: { sign: (typeof signs)[number] }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>
        <SignMark sign={sign} />
      </dt>
      <dd>{t(`map.signWhy.${sign}`)}</dd>
    </>
  );
}
