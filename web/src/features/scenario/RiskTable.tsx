import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useScope, withScope } from "@/app/scope";
import { number } from "@/ui/format";
import { Legend, Place } from "./AnswerBody";
import { BandBar } from "./BandBar";
import { FirmName } from "./FirmName";
import { largest, pct, range, rankText } from "./model";
import { Notes } from "./Notes";
import type { Answer } from "./wire";

/** The firms that a place hangs on: index with its band, ranks that the bands allow. */
export function RiskTable({ answer: a }: { answer: Answer }) {
  const { t } = useTranslation();
  const scope = useScope();
  const risks = a.risks ?? [];
  const whole = largest(risks.map((r) => r.index));
  return (
    <>
      <Legend banded={a.ask.draws > 0} />
      <section className="panel">
        <div className="scroll-x">
          <table className="plain stacked">
            <thead>
              <tr>
                <th className="right">{t("scenario.rank")}</th>
                <th>{t("scenario.firm")}</th>
                <th>{t("scenario.place")}</th>
                <th>{t("scenario.index")}</th>
                <th className="right" />
                <th className="right">{t("scenario.down")}</th>
                <th className="right">{t("scenario.up")}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {risks.map((r, i) => (
                <tr key={r.id || i}>
                  <td className="right num narrow">{rankText(r.rank ?? [])}</td>
                  <td className="stacked-title">
                    <FirmName id={r.id} name={r.name} demo={r.demo} node={r.node} />
                  </td>
                  <td data-label={t("scenario.place")}>
                    <Place code={r.region} />
                  </td>
                  <td className="band-cell" data-label={t("scenario.indexShort")}>
                    <BandBar figure={r.index} whole={whole} write={pct} />
                  </td>
                  <td className="right num" data-label=" ">{range(r.index, pct).ends ?? range(r.index, pct).middle}</td>
                  <td className="right num" data-label={t("scenario.down")}>{pct(r.down)}</td>
                  <td className="right num" data-label={t("scenario.up")}>{pct(r.up)}</td>
                  <td>{r.id && <Link to={withScope(`/scenarios/new?firm=${r.id}`, scope)}>{t("scenario.whatIf")}</Link>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {risks.length === 0 && <p className="quiet">{t("scenario.noRisks")}</p>}
        <p className="quiet">{t("scenario.rankWhy", { n: number(risks.length, 0) })}</p>
      </section>
      <Notes answer={a} />
    </>
  );
}
