import { App, Button, Pagination, Radio, Segmented, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { number, percent, unknown } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useKind } from "./api";
import { mostPairs, useDuplicateActs, useDuplicates, type Pair } from "./duplicates";
import { namesFrom, show, type Kind, type RecordRow } from "./model";

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
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const { message, notification } = App.useApp();
  const editor = may(useAccount(), "editor");
  const acts = useDuplicateActs();
  const sentence = useSentence();
  const [keep, setKeep] = useState<"a" | "b">("a");
  const run = (act: Promise<unknown>, done: string, undo?: () => Promise<unknown>) =>
    act
      .then(() => {
        const key = `pair-${pair.id}`;
        notification.info({
          key,
          title: done,
          duration: 10,
          actions: undo && (
            <Button
              size="small"
              onClick={() => {
                notification.destroy(key);
                undo().catch((error: unknown) => message.error(sentence(error)));
              }}
            >
              {t("record.undo")}
            </Button>
          ),
        });
      })
      .catch((error: unknown) => message.error(sentence(error)));
  const value = (row: RecordRow, id: string) => {
    const field = kind.fields.find((f) => f.id === id);
    return field ? show(field, id === "region" ? row.region : row.values[id], lang, money, namesFrom(name)) : unknown;
  };
  const fields = kind.fields.filter((f) => value(pair.a, f.id) !== unknown || value(pair.b, f.id) !== unknown).slice(0, 14);
  const survivor = keep === "a" ? pair.a : pair.b;
  const other = keep === "a" ? pair.b : pair.a;
  return (
    <section className="panel pair">
      <div className="panel-head">
        <span>
          <strong className="num">{percent(pair.score * 100, 0)}</strong> {pair.likely && <Tag>{t("record.likely")}</Tag>} <span className="quiet">{pair.reasons.join("；")}</span>
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
      <div className="scroll-x">
        <table className="plain pair-table">
          <thead>
            <tr>
              <th />
              {(["a", "b"] as const).map((side) => (
                <th key={side}>
                  {state === "open" && editor ? (
                    <Radio checked={keep === side} onChange={() => setKeep(side)}>
                      {t("record.keepThis")}
                    </Radio>
                  ) : (
                    <code>{pair[side].id}</code>
                  )}
                  {pair[side].demo && <DemoStamp small />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fields.map((f) => {
              const a = value(pair.a, f.id);
              const b = value(pair.b, f.id);
              const differs = a !== b && a !== unknown && b !== unknown;
              return (
                <tr key={f.id} className={differs ? "pair-differs" : undefined}>
                  <th scope="row">{f.label[lang]}</th>
                  <td>{a}</td>
                  <td>{b}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
