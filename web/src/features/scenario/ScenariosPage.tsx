import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useGo, useScope, withScope } from "@/app/scope";
import { useChains } from "@/api/chain";
import { word } from "@/features/chain/model";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useScenarios } from "./api";
import type { Run } from "./wire";
import "./scenario.css";

/** Every question asked about the place and the chain, latest first. */
export function Component() {
  const { t } = useTranslation();
  const scope = useScope();
  const go = useGo();
  const account = useAccount();
  const place = usePlaceName(scope.region);
  const q = useScenarios(scope.chain, scope.region);
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading />;
  const ask = may(account, "editor") && (
    <Button type="primary" onClick={() => go("/scenarios/new")}>
      {t("scenario.ask")}
    </Button>
  );
  if (q.data.items.length === 0) return <EmptyState title={t("scenario.none", { place })} hint={t("scenario.noneHint")} actions={ask} />;
  return (
    <div className="page">
      <PageHead title={t("scenario.listTitle", { place })} state={t("scenario.listState", { n: q.data.items.length })} actions={ask} />
      <section className="panel">
        <div className="scroll-x">
          <table className="plain stacked">
            <thead>
              <tr>
                <th>{t("scenario.question")}</th>
                <th>{t("scenario.kind")}</th>
                <th>{t("scenario.chain")}</th>
                <th>{t("scenario.askedAt")}</th>
                <th>{t("scenario.state")}</th>
              </tr>
            </thead>
            <tbody>
              {q.data.items.map((r) => (
                <Row key={r.id} run={r} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}

function Row({ run }: { run: Run }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const chains = useChains();
  const chain = word(chains.data?.items.find((c) => c.id === run.ask.chain)?.name, lang) || run.ask.chain;
  const title = run.ask.title || (run.ask.kind === "systemic" ? t("scenario.doors.systemic") : t("scenario.hitsN", { n: run.ask.hits?.length ?? 0 }));
  return (
    <tr>
      <td className="stacked-title">
        <Link to={withScope(`/scenarios/${run.id}`, { ...scope, chain: run.ask.chain, region: run.ask.region })}>{title}</Link>
      </td>
      <td data-label={t("scenario.kind")}>{t(`scenario.asks.${run.ask.kind}`)}</td>
      <td data-label={t("scenario.chain")}>{chain}</td>
      <td className="num" data-label={t("scenario.askedAt")}>{instant(new Date(run.at).toISOString())}</td>
      <td data-label={t("scenario.state")}>{run.answered_at ? t("scenario.answered") : t("scenario.waiting")}</td>
    </tr>
  );
}
