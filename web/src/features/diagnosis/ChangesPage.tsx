import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, type Page } from "@/api/client";
import { Problem } from "@/api/problem";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { useChainMap } from "@/features/chain/api";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { SignMark } from "@/ui/SignMark";
import type { Sign } from "@/ui/tokens";
import { score } from "./figures";
import "@/features/chain/map/map.css";
import { ScrollX } from "@/ui/ScrollX";
import "./diagnosis.css";

interface Kept {
  id: string;
  day: string;
  data_version: number;
  thresholds: string;
  template_version: string;
  sha256: string;
  by: string;
}

interface Change {
  id: string;
  from: Sign | "";
  to: Sign | "";
  score_from: number | null;
  score_to: number | null;
  records: { id: string; kind: string; how: string }[] | null;
  causes: string[] | null;
  closed: boolean;
  reopened: boolean;
}

interface ChangeList {
  items: Change[];
  from: Kept;
  to: Kept;
}

/** What changed between two diagnoses, and which record caused each move. */
export function Component() {
  const scope = useScope();
  return scope.chain ? <Changes key={`${scope.chain} ${scope.region}`} chain={scope.chain} region={scope.region} /> : <ChainChooser to="/diagnosis/changes" />;
}

function Changes({ chain, region }: { chain: string; region: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const place = usePlaceName(region);
  const scope = useScope();
  const map = useChainMap(chain, region);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const base = `/chains/${encodeURIComponent(chain)}/diagnosis`;
  const kept = useQuery({ queryKey: ["kept", chain, region], queryFn: ({ signal }) => get<Page<Kept>>(`${base}/kept`, { region, limit: 200 }, signal) });
  const q = useQuery({ queryKey: ["kept", "changes", chain, region, from, to], queryFn: ({ signal }) => get<ChangeList>(`${base}/changes`, { region, from, to }, signal) });
  const title = t("diagnosis.changesTitle", { chain: word(map.data?.name, lang), place });
  if (q.isError) {
    if (q.error instanceof Problem && q.error.status === 404)
      return (
        <div className="page">
          <PageHead title={title} />
          <EmptyState title={t("diagnosis.noneKept")} hint={t("diagnosis.noneKeptHint")} actions={<Link to={withScope("/diagnosis/chain", scope)}>{t("diagnosis.toTable")}</Link>} />
        </div>
      );
    return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  }
  if (!q.data) return <Loading rows={8} />;
  const options = (kept.data?.items ?? []).map((k) => ({ value: k.id, label: t("diagnosis.keptName", { day: k.day, version: k.data_version, thresholds: k.thresholds }) }));
  const name = (id: string) => word(map.data?.nodes.find((n) => n.id === id)?.name, lang) || id;
  return (
    <div className="page">
      <PageHead title={title} state={t("diagnosis.changesState", { n: q.data.items.length, from: q.data.from.day, to: q.data.to.day })} />
      <div className="bar">
        <Select className="lift-node" aria-label={t("edition.from")} value={from || q.data.from.id} onChange={setFrom} options={options} />
        <span aria-hidden="true">→</span>
        <Select className="lift-node" aria-label={t("edition.to")} value={to} onChange={setTo} options={[{ value: "", label: t("edition.now") }, ...options]} />
      </div>
      {q.data.items.length === 0 ? (
        <EmptyState title={t("diagnosis.noChange")} />
      ) : (
        <ScrollX className="panel">
          <table className="plain">
            <thead>
              <tr>
                <th>{t("map.node")}</th>
                <th>{t("diagnosis.was")}</th>
                <th>{t("diagnosis.is")}</th>
                <th className="right">{t("diagnosis.score")}</th>
                <th>{t("diagnosis.cause")}</th>
              </tr>
            </thead>
            <tbody>
              {q.data.items.map((c) => (
                <tr key={c.id}>
                  <td>
                    <Link to={withScope(`/map?node=${encodeURIComponent(c.id)}`, scope)}>{name(c.id)}</Link>
                  </td>
                  <td>{c.from ? <SignMark sign={c.from} /> : t("diagnosis.notOnMap")}</td>
                  <td>{c.to ? <SignMark sign={c.to} /> : t("diagnosis.notOnMap")}</td>
                  <td className="right num">
                    {score(c.score_from)} → {score(c.score_to)}
                  </td>
                  <td>
                    {c.closed && <strong>{t("diagnosis.closed")} </strong>}
                    {c.reopened && <strong>{t("diagnosis.reopened")} </strong>}
                    {(c.causes ?? []).map((k) => t(`diagnosis.causes.${k}`, { defaultValue: k })).join(t("map.listComma"))}
                    <ul className="records">
                      {(c.records ?? []).slice(0, 6).map((m) => (
                        <li key={m.id + m.how}>
                          {m.kind === "placement" ? m.id : <Link to={withScope(`/records/${m.kind}/${m.id}`, scope)}>{m.id}</Link>}
                          <span className="quiet">
                            {t(`diagnosis.kinds.${m.kind}`, { defaultValue: m.kind })} {t(`diagnosis.hows.${m.how}`, { defaultValue: m.how })}
                          </span>
                        </li>
                      ))}
                      {(c.records ?? []).length > 6 && <li className="quiet">{t("map.moreRecords", { n: (c.records ?? []).length - 6 })}</li>}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </div>
  );
}
