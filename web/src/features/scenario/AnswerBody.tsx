import { useTranslation } from "react-i18next";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { Figure } from "@/ui/Figure";
import { money, number, unknown } from "@/ui/format";
import { BackupPanel } from "./BackupPanel";
import { BandBar } from "./BandBar";
import { FirmName } from "./FirmName";
import { largest, pct, range, shareOf } from "./model";
import { Notes } from "./Notes";
import type { Answer, Extent, FirmLoss, Loss, MissingFact, NodeLoss, SectorLoss } from "./wire";

/** What would happen: how much here and in the nation, whom it meets, who could take over. */
export function AnswerBody({ answer: a }: { answer: Answer }) {
  return (
    <>
      {a.here && <ExtentPanel extent={a.here} />}
      {a.nation && <ExtentPanel extent={a.nation} />}
      <Legend banded={a.ask.draws > 0} />
      <FirmPanel firms={a.firms ?? []} hidden={a.hidden} />
      <div className="two-panels">
        {(a.nodes ?? []).length > 0 && <NodePanel nodes={a.nodes ?? []} />}
        {(a.sectors ?? []).length > 0 && <SectorPanel sectors={a.sectors ?? []} />}
      </div>
      {(a.backups ?? []).length > 0 && <BackupPanel backups={a.backups ?? []} firms={a.firms ?? []} />}
      {(a.facts ?? []).length > 0 && <FactPanel facts={a.facts ?? []} />}
      <Notes answer={a} />
    </>
  );
}

export function Legend({ banded }: { banded: boolean }) {
  const { t } = useTranslation();
  return (
    <p className="band-legend">
      <span>
        <i className="band-swatch band-swatch-known" /> {t("scenario.known")}
      </span>
      {banded && (
        <span>
          <i className="band-swatch band-swatch-drawn" /> {t("scenario.drawn")}
        </span>
      )}
    </p>
  );
}

function ExtentPanel({ extent: x }: { extent: Extent }) {
  const { t } = useTranslation();
  const { money: unit } = usePrefs();
  const place = usePlaceName(x.region);
  const yuan = (v: number) => money(v * 100, unit);
  const count = (v: number) => number(v, 0);
  return (
    <section className="panel">
      <h2>{t("scenario.extent", { place, n: number(x.firms, 0) })}</h2>
      <div className="extent">
        <LossFigure label={t("scenario.output")} loss={x.output} write={yuan} unit={t(`unit.${unit}`)} />
        <LossFigure label={t("scenario.tax")} loss={x.tax} write={yuan} unit={t(`unit.${unit}`)} />
        <LossFigure label={t("scenario.jobs")} loss={x.jobs} write={count} unit={t("scenario.people")} />
        <Figure large label={t("scenario.hitFirms")} text={range(x.hit, count).middle} unit={t("scenario.firmsUnit")} sub={range(x.hit, count).ends} />
      </div>
    </section>
  );
}

function LossFigure({ label, loss, write, unit }: { label: string; loss: Loss; write: (v: number) => string; unit: string }) {
  const { t } = useTranslation();
  const amount = range(loss.lost, write);
  const share = range(shareOf(loss), pct);
  const nothing = loss.of === 0;
  return (
    <Figure
      large
      label={label}
      text={nothing ? unknown : amount.middle}
      unit={unit}
      reason={t("scenario.nothingOnRecord")}
      sub={
        nothing ? undefined : (
          <>
            {amount.ends && <span className="sub-line">{amount.ends}</span>}
            <span className="sub-line">{t("scenario.ofRecord", { share: share.ends ?? share.middle })}</span>
            {loss.unknown > 0 && <span className="sub-line">{t("scenario.unknownFirms", { n: number(loss.unknown, 0) })}</span>}
          </>
        )
      }
    />
  );
}

function FirmPanel({ firms, hidden }: { firms: FirmLoss[]; hidden: number }) {
  const { t } = useTranslation();
  const { money: unit } = usePrefs();
  const banded = firms.some((f) => f.mean !== undefined && f.mean !== null);
  return (
    <section className="panel">
      <h2>{t("scenario.firms")}</h2>
      {hidden > 0 && <p className="quiet">{t("scenario.hidden", { n: hidden })}</p>}
      <div className="scroll-x scenario-rows">
        <table className="plain">
          <thead>
            <tr>
              <th>{t("scenario.firm")}</th>
              <th>{t("scenario.place")}</th>
              <th className="right">{t("scenario.shock")}</th>
              <th className="right">{t("scenario.down")}</th>
              <th className="right">{t("scenario.up")}</th>
              {banded && <th className="right">{t("scenario.mean")}</th>}
              {banded && <th className="right">{t("scenario.often")}</th>}
              <th className="right">
                {t("scenario.lostOutput")}（{t(`unit.${unit}`)}）
              </th>
            </tr>
          </thead>
          <tbody>
            {firms.map((f, i) => (
              <tr key={f.id || i}>
                <td>
                  <FirmName id={f.id} name={f.name} demo={f.demo} node={f.node} />
                </td>
                <td>
                  <Place code={f.region} />
                </td>
                <td className="right num">{f.shock > 0 ? pct(f.shock) : ""}</td>
                <td className="right num">{pct(f.down)}</td>
                <td className="right num">{pct(f.up)}</td>
                {banded && <td className="right num">{f.mean === undefined || f.mean === null ? unknown : pct(f.mean)}</td>}
                {banded && <td className="right num">{f.often === undefined || f.often === null ? unknown : pct(f.often)}</td>}
                <td className="right num">{money(f.output === undefined || f.output === null ? null : f.output * 100, unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function Place({ code }: { code: string }) {
  return <>{usePlaceName(code)}</>;
}

function NodePanel({ nodes }: { nodes: NodeLoss[] }) {
  const { t } = useTranslation();
  const rows = [...nodes].sort((a, b) => (b.lost.band?.middle ?? b.lost.value) - (a.lost.band?.middle ?? a.lost.value)).slice(0, 40);
  return (
    <section className="panel">
      <h2>{t("scenario.nodes")}</h2>
      <div className="scroll-x scenario-rows">
        <table className="plain wraps">
          <thead>
            <tr>
              <th>{t("scenario.node")}</th>
              <th className="right desk-only">{t("scenario.firmsHere")}</th>
              <th>{t("scenario.lost")}</th>
              <th className="right" />
            </tr>
          </thead>
          <tbody>
            {rows.map((n) => (
              <tr key={n.node}>
                <td>
                  {n.name}
                  {n.by === "firms" && <span className="quiet"> {t("scenario.byFirms")}</span>}
                </td>
                <td className="right num desk-only">{number(n.firms, 0)}</td>
                <td className="band-cell">
                  <BandBar figure={n.lost} whole={1} write={pct} />
                </td>
                <td className="right num">{range(n.lost, pct).ends ?? range(n.lost, pct).middle}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function SectorPanel({ sectors }: { sectors: SectorLoss[] }) {
  const { t } = useTranslation();
  const rows = sectors.slice(0, 40);
  const whole = largest(rows.map((s) => s.lost));
  return (
    <section className="panel">
      <h2>{t("scenario.sectors")}</h2>
      <div className="scroll-x scenario-rows">
        <table className="plain wraps">
          <thead>
            <tr>
              <th>{t("scenario.sector")}</th>
              <th>{t("scenario.lost")}</th>
              <th className="right" />
            </tr>
          </thead>
          <tbody>
            {rows.map((s) => (
              <tr key={s.code}>
                <td>{s.name}</td>
                <td className="band-cell">
                  <BandBar figure={s.lost} whole={whole} write={pct} />
                </td>
                <td className="right num">{range(s.lost, pct).ends ?? range(s.lost, pct).middle}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function FactPanel({ facts }: { facts: MissingFact[] }) {
  const { t } = useTranslation();
  const { money: unit } = usePrefs();
  return (
    <section className="panel">
      <h2>{t("scenario.facts")}</h2>
      <p className="quiet">{t("scenario.factsWhy")}</p>
      <ol className="fact-list">
        {facts.map((f) => (
          <li key={`${f.firm} ${f.sector}`}>
            <span className="fact-line">
              <FirmName id={f.firm} name={f.name} />
              <span>{t("scenario.fact", { title: f.title || t("scenario.someSector"), amount: money(f.amount * 100, unit), unit: t(`unit.${unit}`), share: pct(f.explains) })}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
