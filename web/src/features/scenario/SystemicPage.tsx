import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { usePlaceName } from "@/api/place";
import { useChains } from "@/api/chain";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useAsk, useScenario, useScenarios } from "./api";
import { firstSeed, isAnswered } from "./model";
import { RiskTable } from "./RiskTable";
import { Waiting } from "./Waiting";
import "./scenario.css";

/** Which firms of the chain the place hangs on: the latest answer, and asking anew. */
export function Component() {
  const scope = useScope();
  if (!scope.chain) return <ChainChooser to="/scenarios/systemic" />;
  return <Board chain={scope.chain} region={scope.region} />;
}

function Board({ chain, region }: { chain: string; region: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const place = usePlaceName(region);
  const chains = useChains();
  const asked = useScenarios(chain, region, "systemic");
  const latest = asked.data?.items[0];
  const run = useScenario(latest?.id ?? "");
  const ask = useAsk();
  const account = useAccount();
  if (asked.isError) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!asked.data || (latest && run.isPending)) return <Loading rows={8} />;
  const name = word(chains.data?.items.find((c) => c.id === chain)?.name, lang) || chain;
  const start = may(account, "editor") && (
    <Button type="primary" loading={ask.isPending} onClick={() => ask.mutate({ kind: "systemic", chain, region, draws: 20, seed: firstSeed })}>
      {latest ? t("scenario.computeAgain") : t("scenario.compute")}
    </Button>
  );
  const a = run.data?.answer;
  return (
    <div className="page">
      <PageHead
        title={t("scenario.systemicOf", { place, chain: name })}
        state={isAnswered(a) ? t("scenario.systemicState", { n: a.shocked, at: instant(new Date(run.data?.answered_at ?? 0).toISOString()) }) : t("scenario.systemicHint")}
        source={isAnswered(a) ? t("scenario.source", { day: a.day, version: a.data_version, rules: a.rules, table: a.coverage.table_name || t("scenario.noTable") }) : undefined}
        actions={start}
      />
      {ask.isError && <ErrorState error={ask.error} />}
      {!latest && <EmptyState title={t("scenario.systemicNone")} hint={t("scenario.systemicNoneHint")} />}
      {latest && !isAnswered(a) && run.data && <Waiting key={run.data.job} job={run.data.job} onEnd={() => void run.refetch()} />}
      {isAnswered(a) && <RiskTable answer={a} />}
    </div>
  );
}
