import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { usePrefs } from "@/app/prefs";
import { nation, useScope, withScope } from "@/app/scope";
import { useChainMap } from "@/features/chain/api";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { shareText } from "@/features/chain/words";
import { usePlaceVerdicts } from "@/features/region/api";
import { levelBelow } from "@/features/region/model";
import { PlaceName } from "@/features/region/PlaceName";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { number } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { SignMark } from "@/ui/SignMark";
import { ClassBar } from "./ClassBar";
import "@/features/chain/map/map.css";
import "./diagnosis.css";

/** The places of one level side by side: their classes, or the class of one node in each. */
export function Component() {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const [params, setParams] = useSearchParams();
  const node = params.get("node") ?? "";
  const level = levelBelow(scope.region);
  // a place without parts is compared with the other places of the nation
  const within = level ? scope.region : nation;
  const map = useChainMap(scope.chain, scope.region);
  const q = usePlaceVerdicts(scope.chain, within, level ?? "province", node);
  if (!scope.chain) return <ChainChooser to="/diagnosis/compare" />;
  const failed = [map, q].find((x) => x.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!map.data || !q.data) return <Loading rows={10} />;
  const items = [...q.data.items].sort((a, b) => (b.counts?.strong ?? 0) - (a.counts?.strong ?? 0) || b.firms - a.firms || (a.id < b.id ? -1 : 1));
  return (
    <div className="page">
      <PageHead title={t("diagnosis.compareTitle", { chain: word(map.data.name, lang) })} state={t("diagnosis.compareState", { n: items.length })} />
      <div className="bar">
        <Select
          className="lift-node"
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("region.node")}
          placeholder={t("diagnosis.oneNode")}
          value={node || undefined}
          onChange={(id?: string) => setParams((old) => { const next = new URLSearchParams(old); if (id) next.set("node", id); else next.delete("node"); return next; })}
          options={map.data.nodes.map((n) => ({ value: n.id, label: word(n.name, lang) }))}
        />
      </div>
      {items.length === 0 ? (
        <EmptyState title={t("diagnosis.noPlaces")} hint={t("diagnosis.noPlacesHint")} />
      ) : (
        <ul className="multiples panel">
          {items.map((i) => (
            <li key={i.id} className="multiple">
              <Link to={withScope("/diagnosis/chain", { ...scope, region: i.id })}>
                <PlaceName code={i.id} />
              </Link>
              {i.counts ? (
                <ClassBar counts={i.counts} />
              ) : (
                <span className="bar">
                  <SignMark sign={i.class ?? "unknown"} />
                  <span className="num">{t("region.of.firms", { n: number(i.firms, 0) })}</span>
                  <span className="num quiet">{shareText(i.national_share)}</span>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
