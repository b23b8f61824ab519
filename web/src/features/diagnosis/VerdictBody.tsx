import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { money, number, percent, unknown } from "@/ui/format";
import { SignMark } from "@/ui/SignMark";
import { ScrollX } from "@/ui/ScrollX";
import { contributions, partFigure, score } from "./figures";
import { MethodNote } from "./MethodNote";
import type { Measures, SearchRef, Verdict, VerdictView } from "./wire";

/** A verdict with its sentence, its parts, how firm it is, and the records behind it. */
export function VerdictBody({ verdict: v }: { verdict: VerdictView }) {
  const { t } = useTranslation();
  return (
    <div className="verdict">
      <p className="verdict-line">
        <SignMark sign={v.class} unstable={v.unstable} />
        <span>{t(`diagnosis.why.${v.class}`)}</span>
      </p>
      {(v.said ?? []).length > 0 && (
        <ul className="reasons">
          {(v.said ?? []).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <Hold verdict={v} />
      {(v.parts ?? []).length > 0 && v.measures.firms > 0 && <Parts verdict={v} />}
      <MeasureList m={v.measures} basis={v.basis} />
      <Records verdict={v} />
      <MethodNote thresholds={v.thresholds} day={v.day} />
    </div>
  );
}

/** In how many of the draws the class held, and what to make of it. */
function Hold({ verdict: v }: { verdict: Verdict }) {
  const { t } = useTranslation();
  if (v.hold === null) return null;
  return (
    <div className={`hold${v.unstable ? " hold-unstable" : ""}`}>
      <div className="hold-bar" role="img" aria-label={t("diagnosis.holdShare", { share: percent(v.hold * 100) })}>
        <span style={{ width: `${v.hold * 100}%` }} />
      </div>
      <p>
        {t("diagnosis.holdShare", { share: percent(v.hold * 100) })}
        {v.unstable && ` ${t("diagnosis.unstableNote")}`}
      </p>
    </div>
  );
}

function Parts({ verdict: v }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const parts = v.parts ?? [];
  const gives = contributions(parts);
  return (
    <ScrollX>
      <table className="plain">
        <caption className="visually-hidden">{t("diagnosis.parts")}</caption>
        <thead>
          <tr>
            <th>{t("diagnosis.part")}</th>
            <th className="right">{t("diagnosis.value")}</th>
            <th className="right">{t("diagnosis.fullAt")}</th>
            <th className="right">{t("diagnosis.score")}</th>
            <th className="right">{t("diagnosis.weight")}</th>
            <th className="right">{t("diagnosis.gives")}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((p) => (
            <tr key={p.id}>
              <td>
                {t(`diagnosis.partNames.${p.id}`, { defaultValue: p.id })}
                {p.missing && <div className="quiet">{t(`diagnosis.missing.${p.missing}`, { defaultValue: p.missing })}</div>}
              </td>
              <td className="right num">{partFigure(p.unit, p.value)}</td>
              <td className="right num">{partFigure(p.unit, p.threshold)}</td>
              <td className="right num">{score(p.score)}</td>
              <td className="right num">{percent(p.weight * 100, 0)}</td>
              <td className="right num">{score(gives.get(p.id))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t("diagnosis.total")}</td>
            <td colSpan={4} className="right quiet">
              {v.missing > 0 && t("diagnosis.missingShare", { share: percent(v.missing * 100), low: score(v.low), high: score(v.high) })}
            </td>
            <td className="right num">
              <strong>{score(v.score)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollX>
  );
}

function MeasureList({ m, basis }: { m: Measures; basis: Verdict["basis"] }) {
  const { t } = useTranslation();
  const { money: unit } = usePrefs();
  const share = (v: number | null) => (v === null ? null : percent(v * 100, Math.abs(v) < 0.001 && v !== 0 ? 3 : 1));
  const fen = (v: number | null) => (v === null ? null : `${money(v, unit)} ${t(`diagnosis.unit.${unit}`)}`);
  const rows: [string, string | null][] = [
    [t("diagnosis.m.firms"), t("diagnosis.m.firmsOf", { here: number(m.firms, 0), nation: number(m.nation_firms, 0) })],
    [t("diagnosis.m.amount"), fen(m.amount_fen) && t("diagnosis.m.amountOf", { amount: fen(m.amount_fen) ?? "", n: m.with_amount })],
    [t(basis === "count" ? "diagnosis.m.nationalShareCount" : "diagnosis.m.nationalShare"), share(m.national_share)],
    [t("diagnosis.m.localShare"), share(m.local_share)],
    [t("diagnosis.m.lq"), m.lq === null ? null : number(m.lq, 2)],
    [t("diagnosis.m.peers"), m.peer_rank === null ? null : t("diagnosis.m.peersAhead", { share: percent(m.peer_rank * 100, 0), median: m.peer_median === null ? unknown : number(m.peer_median, 2) })],
    [t("diagnosis.m.hhi"), m.hhi === null ? null : number(m.hhi, 3)],
    [t("diagnosis.m.reach"), m.suppliers_for_75 === null ? null : t("diagnosis.m.reachOf", { n: m.suppliers_for_75 })],
    [t("diagnosis.m.grades"), m.high_grade_share === null && m.low_grade_share === null ? null : t("diagnosis.m.gradesOf", { high: share(m.high_grade_share) ?? unknown, low: share(m.low_grade_share) ?? unknown })],
    [t("diagnosis.m.market"), m.market_share === null ? null : percent(m.market_share)],
    [t("diagnosis.m.single"), m.buyers > 0 ? t("diagnosis.m.singleOf", { n: m.single_source_buyers, of: m.buyers }) : null],
    [t("diagnosis.m.supply"), share(m.local_supply)],
    [t("diagnosis.m.dependence"), t(`diagnosis.m.dependences.${m.dependence}`)],
  ];
  return (
    <details className="fold" open>
      <summary>{t("diagnosis.measures")}</summary>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <Pair key={label} label={label} value={value} />
        ))}
      </dl>
    </details>
  );
}

function Pair({ label, value }: { label: string; value: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{label}</dt>
      <dd className="num">{value ?? <span className="quiet" title={t("ui.unknown")}>{unknown}</span>}</dd>
    </>
  );
}

/** The records behind the verdict, each a link. */
function Records({ verdict: v }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const scope = useScope();
  const e = v.evidence;
  const to = (kind: string, id: string) => withScope(`/records/${kind}/${id}`, scope);
  if (!e) return null;
  return (
    <>
      <h3 className="panel-line">{t("diagnosis.searches")}</h3>
      {(e.searches ?? []).length === 0 ? (
        <p className="quiet">{t("diagnosis.nobodyLooked")}</p>
      ) : (
        <ul className="records">
          {(e.searches ?? []).map((s) => (
            <Search key={s.id} s={s} to={to("survey", s.id)} />
          ))}
        </ul>
      )}
      <Named title={t("diagnosis.projects")} items={(e.projects ?? []).map((p) => ({ id: p.id, name: p.name, note: p.stage, to: to("project", p.id) }))} />
      <Named title={t("diagnosis.institutes")} items={(e.institutes ?? []).map((p) => ({ id: p.id, name: p.name, note: "", to: to("institute", p.id) }))} />
      <Named title={t("diagnosis.products")} items={(e.products ?? []).map((p) => ({ id: p.id, name: p.firm, note: percent(p.market_share), to: to("product", p.id) }))} />
      <Named title={t("diagnosis.singleSources")} items={(e.single_sources ?? []).map((p) => ({ id: p.link, name: `${p.supplier} → ${p.buyer}`, note: "", to: to("link", p.link) }))} />
    </>
  );
}

function Search({ s, to }: { s: SearchRef; to: string }) {
  const { t } = useTranslation();
  const place = usePlaceName(s.region);
  return (
    <li>
      <Link to={to}>{t("diagnosis.search", { on: s.on, by: s.by, place })}</Link>
      <span className="quiet">
        {t("diagnosis.searchFound", { coverage: percent(s.coverage, 0), found: s.found === null ? unknown : number(s.found, 0) })}
        {!s.valid && ` · ${t("diagnosis.searchOld")}`}
      </span>
    </li>
  );
}

function Named({ title, items }: { title: string; items: { id: string; name: string; note: string; to: string }[] }) {
  if (items.length === 0) return null;
  return (
    <>
      <h3 className="panel-line">
        {title} <span className="quiet num">{items.length}</span>
      </h3>
      <ul className="records">
        {items.map((i) => (
          <li key={i.id}>
            <Link to={i.to}>{i.name}</Link>
            {i.note && <span className="quiet">{i.note}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
