import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePrefs } from "@/app/prefs";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { SignMark } from "@/ui/SignMark";
import type { Sign } from "@/ui/tokens";
import { instant, number, unknown } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import { Evidence } from "./ListTable";
import { useChanges, useEditions } from "./api";
import { titleOf, type Cause, type Change, type Edition } from "./model";

/** What entered, left and moved since an earlier edition, and why. */
export function Changes({ edition }: { edition: Edition }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState("");
  const others = useEditions({ list: edition.list, chain: edition.chain, region: edition.region, limit: 50 });
  const q = useChanges(edition.id, from);
  const earlier = (others.data?.items ?? []).filter((e) => e.id !== edition.id && e.made_at <= edition.made_at);
  const options = [{ value: "", label: t("list.compareLast") }, ...earlier.map((e) => ({ value: e.id, label: `${e.number > 0 ? t("list.nth", { number: e.number }) : t(`list.states.${e.state}`)} · ${instant(new Date(e.made_at).toISOString())}` }))];
  return (
    <>
      <div className="bar"><Select aria-label={t("list.compareWith")} value={from} onChange={setFrom} options={options} className="list-compare" /></div>
      {q.isError ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : !q.data ? <Loading rows={3} /> : !q.data.from ? <p className="quiet">{t("list.nothingBefore")}</p> : q.data.events.length === 0 ? <p className="quiet">{t("list.noChange")}</p> : (
        <ScrollX>
          <table className="plain">
            <thead><tr><th>{t("list.change")}</th><th>{t("list.what")}</th><th className="right">{t("list.rank")}</th><th>{t("list.cause")}</th><th>{t("list.evidence")}</th></tr></thead>
            <tbody>{q.data.events.map((event) => <Line key={event.key + event.kind} event={event} edition={edition} />)}</tbody>
          </table>
        </ScrollX>
      )}
    </>
  );
}

function Line({ event, edition }: { event: Change; edition: Edition }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const row = event.after ?? event.before;
  const columns = edition.list_definition.columns ?? [];
  const fields = (event.fields ?? []).map((f) => columns.find((c) => c.id === f)?.label[lang] ?? f);
  return (
    <tr>
      <td><span className={`list-move list-move-${event.kind}`}>{t(`list.moves.${event.kind}`)}</span></td>
      <td>{row && titleOf(columns, row)}{event.kind === "changed" && fields.length > 0 && <small className="quiet"> {fields.join("、")}</small>}</td>
      <td className="right num">{event.from ?? unknown} → {event.to ?? unknown}</td>
      <td>{event.causes.map((c, i) => <CauseView key={i} cause={c} />)}</td>
      <td><Evidence ids={row?.evidence ?? []} /></td>
    </tr>
  );
}

function CauseView({ cause }: { cause: Cause }) {
  const { t } = useTranslation();
  return (
    <p className="list-cause">
      {cause.kind === "fact" ? (
        <>{t(`list.fact.${cause.name}`, { defaultValue: cause.name })}：<Value name={cause.name} value={cause.before} /> → <Value name={cause.name} value={cause.after} /></>
      ) : (
        t(`list.causes.${cause.kind}`, { reason: cause.name ?? "" })
      )}
      {cause.acts?.slice(0, 3).map((a, i) => <small className="quiet" key={i}>{a.at} · {t(`list.acts.${a.what}`, { defaultValue: a.what })} · {a.source || a.by}</small>)}
    </p>
  );
}

const signs = new Set(["strong", "potential", "weak", "missing", "unknown"]);

function Value({ name, value }: { name?: string; value: unknown }) {
  const { t } = useTranslation();
  if (value === undefined || value === null) return <>{unknown}</>;
  if (name === "class" && typeof value === "string" && signs.has(value)) return <SignMark sign={value as Sign} />;
  if (typeof value === "number") return <>{number(value, 2)}</>;
  if (typeof value === "boolean") return <>{t(value ? "list.yes" : "list.no")}</>;
  return <>{Array.isArray(value) ? value.join("、") || unknown : String(value)}</>;
}
