import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useJob } from "@/api/job";
import { usePlaceName } from "@/api/place";
import { useGo } from "@/app/scope";
import { save } from "@/features/chain/save";
import { may, useAccount } from "@/features/session/api";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { AnswerBody } from "./AnswerBody";
import { keys, replay, useScenario } from "./api";
import { csv, isAnswered } from "./model";
import { RiskTable } from "./RiskTable";
import { Waiting } from "./Waiting";
import type { Answer, Answered } from "./wire";
import "./scenario.css";

/** One question: being answered, or with its answer. */
export function Component() {
  const { id = "" } = useParams();
  const q = useScenario(id);
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading />;
  return <Question run={q.data} reload={() => void q.refetch()} />;
}

function Question({ run, reload }: { run: Answered; reload: () => void }) {
  const { t } = useTranslation();
  const place = usePlaceName(run.ask.region);
  const hits = run.ask.hits?.length ?? 0;
  const title = run.ask.title || (run.ask.kind === "systemic" ? t("scenario.systemicTitle", { place }) : t("scenario.hitsTitle", { place, n: hits }));
  const a = run.answer;
  return (
    <div className="page">
      <PageHead
        title={title}
        state={isAnswered(a) ? t("scenario.answeredState", { n: a.shocked, place }) : undefined}
        source={isAnswered(a) ? t("scenario.source", { day: a.day, version: a.data_version, rules: a.rules, table: a.coverage.table_name || t("scenario.noTable") }) : undefined}
        actions={isAnswered(a) && <Acts run={run} answer={a} />}
      />
      {isAnswered(a) ? a.ask.kind === "systemic" ? <RiskTable answer={a} /> : <AnswerBody answer={a} /> : <Waiting job={run.job} again={<AskAgain run={run} />} onEnd={reload} />}
    </div>
  );
}

function Acts({ run, answer }: { run: Answered; answer: Answer }) {
  const { t } = useTranslation();
  const account = useAccount();
  const editor = may(account, "editor");
  return (
    <>
      <Dropdown
        menu={{
          items: [
            { key: "firms", label: t("scenario.saveFirms"), onClick: () => saveFirms(answer, t) },
            { key: "json", label: t("scenario.saveAll"), onClick: () => save(new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" }), `scenario-${run.id}.json`) },
          ],
        }}
      >
        <Button icon={<DownloadOutlined />}>{t("scenario.save")}</Button>
      </Dropdown>
      {editor && <Replay id={run.id} />}
      <AskAgain run={run} />
    </>
  );
}

/** The same question with something changed. */
function AskAgain({ run }: { run: Answered }) {
  const { t } = useTranslation();
  const go = useGo();
  const account = useAccount();
  if (run.ask.kind !== "what_if" || !may(account, "editor")) return null;
  return (
    <Button type="primary" onClick={() => go(`/scenarios/new?from=${run.id}`)}>
      {t("scenario.askAgain")}
    </Button>
  );
}

/** Answers the question again and says whether every byte is the same. */
function Replay({ id }: { id: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const cache = useQueryClient();
  const [job, setJob] = useState<string>();
  const now = useJob(job, () => void cache.invalidateQueries({ queryKey: keys.one(id) }));
  const running = !!job && (!now || now.state === "queued" || now.state === "running");
  const start = () => replay(id).then((r) => setJob(r.job)).catch((e: unknown) => message.error(sentence(e)));
  return (
    <>
      <Button loading={running} onClick={() => void start()} title={t("scenario.replayWhy")}>
        {t("scenario.replay")}
      </Button>
      {now?.state === "done" && <span role="status">{now.result?.same ? t("scenario.same") : t("scenario.differs")}</span>}
      {now?.state === "failed" && <span role="status">{now.error?.detail}</span>}
    </>
  );
}

function saveFirms(a: Answer, t: (key: string) => string) {
  const head = ["firm", "nameOf", "region", "node", "shock", "down", "up", "mean", "often", "outputYuan"].map((k) => t(`scenario.csv.${k}`));
  const rows = (a.firms ?? []).map((f) => [f.id, f.name, f.region, f.node, f.shock, f.down, f.up, f.mean, f.often, f.output]);
  const risks = (a.risks ?? []).map((r) => [r.id, r.name, r.region, r.node, 1, r.down, r.up, r.index.band?.middle ?? r.index.value, null, null]);
  save(new Blob([csv(head, [...rows, ...risks])], { type: "text/csv" }), "scenario.csv");
}
