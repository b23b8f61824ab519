import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useGo, useScope, withScope } from "@/app/scope";
import { useImports } from "@/features/import/api";
import { ImportTable } from "@/features/import/ImportsPage";
import { useKinds } from "@/features/record/api";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Figure } from "@/ui/Figure";
import { money as asMoney, number, percent, unknown } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { ScrollX } from "@/ui/ScrollX";
import { useCount, useOverview, useUnknown } from "./api";
import { ChainTable } from "./ChainTable";
import { Changes } from "./Changes";
import { sum, worstFirst } from "./model";

/** The overview of my scope: chains, what the data cover, what came in lately. */
export function Component() {
  const { t } = useTranslation();
  const scope = useScope();
  const go = useGo();
  const place = usePlaceName(scope.region);
  const { money } = usePrefs();
  const overview = useOverview(scope.region);
  const editor = may(useAccount(), "editor");
  const chains = (overview.data?.items ?? []).filter((c) => !scope.chain || c.id === scope.chain);
  const counts = sum(chains);
  const va = overview.data?.value_added;
  const day = chains[0]?.day;
  const worst = worstFirst(chains)[0];
  return (
    <div className="page home">
      <PageHead
        title={t("home.titleOf", { place })}
        state={overview.data ? t("home.state", { chains: chains.length, missing: counts.missing, weak: counts.weak, unknown: counts.unknown }) : " "}
        source={day ? t("home.source", { day }) : undefined}
        actions={
          editor && (
            <Button type="primary" onClick={() => go("/imports/new")}>
              {t("import.begin")}
            </Button>
          )
        }
      />
      <Holdings region={scope.region} />
      <div className="home-columns">
        <div className="home-side">
          <section className="panel">
            <div className="panel-head">
              <h2>{t("home.chains")}</h2>
              <span className="quiet">{t("home.chainsHint")}</span>
            </div>
            {overview.isPending ? <Loading /> : overview.isError ? <ErrorState error={overview.error} onRetry={() => void overview.refetch()} /> : chains.length === 0 ? <EmptyState title={t("home.noChains")} /> : <ChainTable chains={chains} />}
          </section>
          {worst && <Changes chain={worst.id} />}
        </div>
        <div className="home-side">
          {va && (
            <section className="panel">
              <h2>{t("home.valueAdded")}</h2>
              <div className="home-figures">
                <Figure label={t("home.vaAmount")} text={va.with_value_added > 0 ? `≥ ${asMoney(va.amount_fen, money)}` : unknown} unit={t(`unit.${money}`)} reason={t("home.vaUnknown")} />
                <Figure label={t("home.vaShare")} text={va.share_of_gdp === null ? unknown : percent(va.share_of_gdp * 100)} reason={t("home.gdpUnknown")} sub={va.gdp_year ? t("home.gdpYear", { year: va.gdp_year }) : undefined} />
                <Figure label={t("home.vaFirms")} text={`${number(va.with_value_added, 0)} / ${number(va.firms, 0)}`} />
              </div>
            </section>
          )}
          <Coverage region={scope.region} />
          <RecentImports />
        </div>
      </div>
    </div>
  );
}

const heldKinds = ["firm", "product", "link", "project", "institute", "park", "statistic", "policy"];

/** How many records of each kind the place has; each opens its list. */
function Holdings({ region }: { region: string }) {
  const { i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const kinds = useKinds().data?.items ?? [];
  return (
    <div className="counters">
      {heldKinds
        .map((name) => kinds.find((k) => k.name === name))
        .filter((k) => k !== undefined)
        .map((k) => (
          <Holding key={k.name} kind={k.name} label={k.label[lang]} region={region} />
        ))}
    </div>
  );
}

function Holding({ kind, label, region }: { kind: string; label: string; region: string }) {
  const scope = useScope();
  const count = useCount(kind, region);
  const text = count.data ? (count.data.more ? "> " : "") + number(count.data.total, 0) : count.isError ? unknown : " ";
  return (
    <Link className="holding" to={withScope(`/records/${kind}`, scope)}>
      <Figure large label={label} text={text} />
    </Link>
  );
}

const coveredFields = ["uscc", "industry", "revenue", "value_added", "employees", "products"];

/** For which share of the firms the fields that diagnosis needs are known. */
function Coverage({ region }: { region: string }) {
  const { t } = useTranslation();
  const firms = useCount("firm", region);
  const total = firms.data?.total ?? 0;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("home.coverage")}</h2>
        <span className="quiet">{t("home.coverageHint")}</span>
      </div>
      {total === 0 ? <p className="quiet">{t("home.noFirms")}</p> : firms.data?.more ? <p className="quiet">{t("home.coverageLarge")}</p> : coveredFields.map((f) => <CoverageLine key={f} field={f} region={region} total={total} />)}
    </section>
  );
}

function CoverageLine({ field, region, total }: { field: string; region: string; total: number }) {
  const { i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const scope = useScope();
  const label = useKinds().data?.items.find((k) => k.name === "firm")?.fields.find((f) => f.id === field)?.label[lang] ?? field;
  const missing = useUnknown(field, region).data?.total;
  const share = missing === undefined ? undefined : 1 - missing / total;
  return (
    <Link className="coverage-line" to={withScope(`/records/firm?f=${field}:unknown:`, scope)}>
      <span>{label}</span>
      <span className="coverage-bar" aria-hidden="true">
        <span style={{ width: `${(share ?? 0) * 100}%` }} />
      </span>
      <span className="num">{share === undefined ? " " : percent(share * 100, 0)}</span>
    </Link>
  );
}

function RecentImports() {
  const { t } = useTranslation();
  const scope = useScope();
  const imports = useImports(5);
  const items = imports.data?.items ?? [];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("home.imports")}</h2>
        <Link to={withScope("/imports", scope)}>{t("home.all")}</Link>
      </div>
      {items.length === 0 ? (
        <p className="quiet">{t("import.none")}</p>
      ) : (
        <ScrollX>
          <ImportTable items={items.slice(0, 5)} short />
        </ScrollX>
      )}
    </section>
  );
}
