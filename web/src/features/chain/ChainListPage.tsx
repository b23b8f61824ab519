import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, type Page } from "@/api/client";
import { PlaceName } from "@/features/region/PlaceName";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { money, unknown } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { ScrollX } from "@/ui/ScrollX";
import { byCatalogue, type ChainRow } from "./catalogue";
import { word } from "./model";
import "./map/map.css";

const kinds = ["all", "template", "region"] as const;

/** Every chain page by page: a person looks through all of them at once. */
async function allChains(region: string, signal: AbortSignal): Promise<ChainRow[]> {
  const all: ChainRow[] = [];
  let cursor = "";
  do {
    const page: Page<ChainRow> = await get("/chains", { region: region === "000000" ? undefined : region, limit: 200, cursor }, signal);
    all.push(...page.items);
    cursor = page.next ?? "";
  } while (cursor);
  return all;
}

/** The catalogues of chains: standard templates, and what regions have taken up. */
export function Component() {
  const { t } = useTranslation();
  const { lang, money: unit } = usePrefs();
  const scope = useScope();
  const [kind, setKind] = useState<(typeof kinds)[number]>("all");
  const [grade, setGrade] = useState<string>();
  const q = useQuery({ queryKey: ["chain-list", scope.region], queryFn: ({ signal }) => allChains(scope.region, signal), staleTime: 60_000 });
  const groups = useMemo(() => byCatalogue((q.data ?? []).filter((c) => (kind === "all" || c.kind === kind) && (!grade || c.class === grade))), [q.data, kind, grade]);
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  return (
    <div className="page">
      <PageHead title={t("map.chains")} state={q.data && t("catalogue.state", { templates: q.data.filter((c) => c.kind === "template").length, chains: q.data.filter((c) => c.kind === "region").length })} />
      <div className="bar">
        <Segmented value={kind} onChange={setKind} aria-label={t("catalogue.kind")} options={kinds.map((k) => ({ value: k, label: t(`catalogue.kinds.${k}`) }))} />
        <Select allowClear className="map-lanes" placeholder={t("catalogue.class")} aria-label={t("catalogue.class")} value={grade} onChange={setGrade} options={["strengthen", "grow", "extend"].map((value) => ({ value, label: t(`catalogue.classes.${value}`) }))} />
      </div>
      {!q.data ? (
        <Loading rows={10} />
      ) : groups.length === 0 ? (
        <EmptyState title={t("catalogue.none")} hint={t("catalogue.noneHint")} />
      ) : (
        groups.map(([catalogue, rows]) => (
          <section key={catalogue} className="panel">
            <div className="panel-head">
              <h2>{catalogue === "" ? t("catalogue.standard") : <PlaceName code={rows[0]!.region} />}</h2>
              <span className="quiet">{t("catalogue.count", { n: rows.length })}</span>
            </div>
            <ScrollX>
              <table className="plain">
                <thead>
                  <tr>
                    <th>{t("catalogue.name")}</th>
                    <th>{t("catalogue.class")}</th>
                    <th>{t("catalogue.tier")}</th>
                    <th className="right">{t("catalogue.size", { unit: t(`diagnosis.unit.${unit}`) })}</th>
                    <th>{t("catalogue.factor")}</th>
                    <th className="right">{t("catalogue.nodes")}</th>
                    <th>{t("catalogue.flags")}</th>
                    <th>{t("catalogue.status")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((c) => (
                    <tr key={c.id}>
                      <td>
                        {c.nodes > 0 ? (
                          <Link to={withScope(`/map?chain=${encodeURIComponent(c.id)}`, { ...scope, chain: c.id })}>{word(c.name, lang)}</Link>
                        ) : (
                          <>
                            {word(c.name, lang)} <span className="quiet">{t("catalogue.noMap")}</span>
                          </>
                        )}
                      </td>
                      <td>{c.class ? t(`catalogue.classes.${c.class}`) : unknown}</td>
                      <td>{c.tier ? t(`catalogue.tiers.${c.tier}`) : unknown}</td>
                      <td className="right num" title={c.size_source}>{money(c.size, unit)}</td>
                      <td>{c.factor ? t(`catalogue.factors.${c.factor}`) : unknown}</td>
                      <td className="right num">{c.nodes || unknown}</td>
                      <td>{[c.green && t("catalogue.green"), c.dual && t("catalogue.dual"), c.whole_cycle && t("catalogue.wholeCycle"), c.demo && t("ui.demoShort")].filter(Boolean).join(t("map.listComma")) || unknown}</td>
                      <td>{t(`catalogue.statuses.${c.status}`, { defaultValue: c.status })}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollX>
          </section>
        ))
      )}
    </div>
  );
}
