import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { word } from "@/features/chain/model";
import type { Text } from "@/features/chain/wire";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Figure } from "@/ui/Figure";
import { money, number, percent, unknown } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { SignMark } from "@/ui/SignMark";
import { signs, type Sign } from "@/ui/tokens";
import { ScrollX } from "@/ui/ScrollX";
import { ClassBar } from "./ClassBar";
import { MethodNote } from "./MethodNote";
import "./diagnosis.css";

interface ValueAdded {
  firms: number;
  with_value_added: number;
  amount_fen: number;
  gdp_fen: number | null;
  gdp_year?: number;
  share_of_gdp: number | null;
}

interface Overview {
  items: { id: string; name: Text; counts: Record<Sign, number> & { unstable: number }; day: string; warnings: number; value_added: ValueAdded }[];
  value_added: ValueAdded;
}

/** All chains of a place at one glance: what is strong, what needs attention, what nobody has looked at. */
export function Component() {
  const { t } = useTranslation();
  const { lang, money: unit } = usePrefs();
  const scope = useScope();
  const place = usePlaceName(scope.region);
  const q = useQuery({ queryKey: ["overview", scope.region], queryFn: ({ signal }) => get<Overview>("/overview", { region: scope.region }, signal) });
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading rows={10} />;
  const items = q.data.items;
  if (items.length === 0) return <EmptyState title={t("map.noChain")} hint={t("map.noChainHint")} />;
  const sum = (f: (c: Record<Sign, number> & { unstable: number }) => number) => items.reduce((s, i) => s + f(i.counts), 0);
  const nodes = signs.reduce((s, sign) => s + sum((c) => c[sign]), 0);
  const va = q.data.value_added;
  const to = (chain: string, rest = "") => withScope(`/diagnosis/chain?chain=${encodeURIComponent(chain)}${rest}`, { ...scope, chain });
  return (
    <div className="page">
      <PageHead
        title={t("diagnosis.overview", { place })}
        state={t("diagnosis.overviewState", { chains: items.length, nodes, attention: sum((c) => c.weak + c.missing), unknown: percent(nodes ? (sum((c) => c.unknown) / nodes) * 100 : null, 0) })}
        source={<MethodNote day={items[0]?.day} />}
      />
      <div className="figures panel">
        {signs.map((s) => (
          <Figure key={s} large label={<SignMark sign={s} />} text={number(sum((c) => c[s]), 0)} unit={t("diagnosis.nodesUnit")} />
        ))}
        <Figure large label={`≈ ${t("map.unstable")}`} text={number(sum((c) => c.unstable), 0)} unit={t("diagnosis.nodesUnit")} />
        <Figure
          large
          label={t("diagnosis.valueAdded")}
          text={va.with_value_added > 0 ? `> ${money(va.amount_fen, unit)}` : unknown}
          unit={t(`diagnosis.unit.${unit}`)}
          reason={t("diagnosis.noValueAdded")}
          sub={va.share_of_gdp === null ? undefined : t("diagnosis.ofGdp", { share: percent(va.share_of_gdp * 100), year: va.gdp_year ?? "" })}
        />
      </div>
      <section className="panel">
        <h2>{t("diagnosis.chains")}</h2>
        <ScrollX>
          <table className="plain">
            <thead>
              <tr>
                <th>{t("catalogue.name")}</th>
                <th className="wide">{t("diagnosis.classes")}</th>
                <th className="right">{t("diagnosis.attention")}</th>
                <th className="right">≈ {t("map.unstable")}</th>
                <th className="right">{t("diagnosis.unlooked")}</th>
                <th className="right">{t("diagnosis.warnings")}</th>
              </tr>
            </thead>
            <tbody>
              {[...items].sort((a, b) => b.counts.weak + b.counts.missing - a.counts.weak - a.counts.missing).map((i) => {
                const all = signs.reduce((s, sign) => s + i.counts[sign], 0);
                return (
                  <tr key={i.id}>
                    <td>
                      <Link to={to(i.id)}>{word(i.name, lang)}</Link>
                    </td>
                    <td className="wide">
                      <ClassBar counts={i.counts} />
                    </td>
                    <td className="right num">
                      <Link to={to(i.id, "&class=weak,missing")}>{i.counts.weak + i.counts.missing}</Link>
                    </td>
                    <td className="right num">{i.counts.unstable}</td>
                    <td className="right num">{percent(all ? (i.counts.unknown / all) * 100 : null, 0)}</td>
                    <td className="right num">{i.warnings}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollX>
      </section>
    </div>
  );
}
