import { App, Button, Pagination, Segmented, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { number, percent } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useDone } from "@/ui/undo";
import { useKind } from "./api";
import { mostPairs, useDuplicateActs, useDuplicates, type Pair } from "./duplicates";
import type { Kind } from "./model";
import { PairTable, type Side } from "./PairTable";

const perPage = 10;

/** Pairs that may be the same firm, side by side; a person decides. */
export function Component() {
  const { t } = useTranslation();
  const scope = useScope();
  const kind = useKind("firm");
  const [state, setState] = useState<"open" | "merged" | "apart">("open");
  const [page, setPage] = useState(1);
  const found = useDuplicates({ region: scope.region, state });
  const items = found.data?.items ?? [];
  return (
    <div className="page">
      <PageHead
        title={t("record.duplicates")}
        state={found.data ? t("record.duplicatesState", { count: items.length, text: (found.data.next || items.length === mostPairs ? "≥ " : "") + number(items.length, 0) }) : " "}
        source={t("record.duplicatesHow")}
      />
      <Segmented
        className="self-start"
        value={state}
        onChange={(v) => {
          setState(v);
          setPage(1);
        }}
        options={(["open", "merged", "apart"] as const).map((v) => ({ value: v, label: t(`record.pair.${v}`) }))}
      />
      {found.isPending || !kind ? (
        <Loading />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={t(`record.noPairs.${state}`)} hint={t("record.noPairsHint")} />
      ) : (
        <>
          {items.slice((page - 1) * perPage, page * perPage).map((pair) => (
            <PairCard key={pair.id} kind={kind} pair={pair} state={state} />
          ))}
          {items.length > perPage && <Pagination current={page} pageSize={perPage} total={items.length} onChange={setPage} showSizeChanger={false} />}
        </>
      )}
    </div>
  );
}

function PairCard({ kind, pair, state }: { kind: Kind; pair: Pair; state: "open" | "merged" | "apart" }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const editor = may(useAccount(), "editor");
  const acts = useDuplicateActs();
  const done = useDone();
  const sentence = useSentence();
  const [keep, setKeep] = useState<Side>("a");
  const run = (act: Promise<unknown>, title: string, undo?: () => Promise<unknown>) => act.then(() => done({ title, undo })).catch((error: unknown) => message.error(sentence(error)));
  const survivor = keep === "a" ? pair.a : pair.b;
  const other = keep === "a" ? pair.b : pair.a;
  return (
    <section className="panel pair">
      <div className="panel-head pair-head">
        <span>
          <strong className="num">{percent(pair.score * 100, 0)}</strong> {pair.likely && <Tag>{t("record.likely")}</Tag>} <span className="quiet">{pair.reasons.join(t("map.comma"))}</span>
        </span>
        {editor && (
          <span className="bar">
            {state === "open" && (
              <>
                <Button onClick={() => void run(acts.apart(pair), t("record.keptApart"), () => acts.reopen(pair))}>{t("record.apart")}</Button>
                <Button type="primary" onClick={() => void run(acts.merge(survivor.id, other.id), t("record.mergedDone"), () => acts.split(other.id))}>
                  {t("record.merge")}
                </Button>
              </>
            )}
            {state === "merged" && <Button onClick={() => void run(acts.split(pair.b.id), t("record.splitDone"))}>{t("record.split")}</Button>}
            {state === "apart" && <Button onClick={() => void run(acts.reopen(pair), t("record.reopened"))}>{t("record.reopen")}</Button>}
          </span>
        )}
      </div>
      <PairTable kind={kind} a={pair.a} b={pair.b} keep={keep} onKeep={state === "open" && editor ? setKeep : undefined} most={14} />
    </section>
  );
}
