import { App, Button, Input, Modal, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { address } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { may, useAccount } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { AsideTable } from "./AsideTable";
import { Changes } from "./Changes";
import { ListTable } from "./ListTable";
import { useEdition, useEditionActs } from "./api";
import { decided, roleFor, stepsFrom, titleOf, type Aside, type Edition, type Row, type Step } from "./model";
import "./list.css";

/** One edition: its rows, what is set aside, what changed and why, and its way to publication. */
export function Component() {
  const { edition = "" } = useParams();
  const q = useEdition(edition);
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading />;
  return <Shown edition={q.data} />;
}

/** What a modal asks a reason for. */
type Asked = { step: Step } | { row: Row; include: boolean };

function Shown({ edition: e }: { edition: Edition }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const place = usePlaceName(e.region);
  const account = useAccount();
  const acts = useActs(e);
  const [asked, setAsked] = useState<Asked>();
  const d = e.list_definition;
  const columns = d.columns ?? [];
  const deciding = e.state === "draft" && may(account, "editor");
  const steps = stepsFrom(e.state).filter((s) => may(account, roleFor(s)));
  const last = e.steps[e.steps.length - 1];
  const include = (row: Aside) => (row.why === "excluded" ? acts.decide({ key: row.key, include: false, reason: "" }) : setAsked({ row, include: true }));
  return (
    <div className="page">
      <PageHead
        title={<>{d.name[lang]} {e.demo && <DemoStamp />}</>}
        state={<><span className={`list-state list-state-${e.state}`}>{t(`list.states.${e.state}`)}</span> {t("list.editionState", { place, number: e.number > 0 ? t("list.nth", { number: e.number }) : t("list.unnumbered"), rows: e.content.rows.length })}</>}
        source={t("list.editionSource", { at: instant(new Date(e.made_at).toISOString()), version: e.data_version })}
        unit={last && t("list.lastStep", { step: t(`list.steps.${last.step}`), name: last.name || last.actor })}
        actions={
          <>
            <Button href={address(`/editions/${e.id}/file.xlsx`)}>{t("list.download")}</Button>
            {steps.map((s, i) => (
              <Button key={s} type={i === 0 ? "primary" : "default"} danger={s === "withdraw"} loading={acts.busy} onClick={() => (i === 0 ? acts.step(s) : setAsked({ step: s }))}>
                {t(`list.do.${s}`)}
              </Button>
            ))}
          </>
        }
      />
      <Tabs
        className="panel"
        items={[
          {
            key: "rows",
            label: t("list.rowsTab", { n: e.content.rows.length }),
            children: e.content.rows.length === 0 ? <EmptyState title={t("list.emptyTitle")} hint={d.empty[lang]} /> : (
              <ListTable columns={columns} rows={e.content.rows} ranked tailLabel={deciding ? t("list.act") : undefined}
                tail={deciding ? (row) => <Button size="small" onClick={() => (row.decided ? acts.decide({ key: row.key, include: true, reason: "" }) : setAsked({ row, include: false }))}>{row.decided ? t("list.takeBack") : t("list.exclude")}</Button> : undefined} />
            ),
          },
          { key: "aside", label: t("list.aside", { n: e.content.aside.length }), children: e.content.aside.length === 0 ? <p className="quiet">{t("list.asideNone")}</p> : <AsideTable columns={columns} aside={e.content.aside} onInclude={deciding ? include : undefined} /> },
          { key: "changes", label: t("list.changes"), children: <Changes edition={e} /> },
          { key: "steps", label: t("list.history"), children: <History edition={e} /> },
        ]}
      />
      {asked && <Reason asked={asked} columns={columns} onClose={() => setAsked(undefined)} onGive={(reason) => {
        if ("step" in asked) acts.step(asked.step, reason);
        else acts.decide({ key: asked.row.key, include: asked.include, reason });
        setAsked(undefined);
      }} />}
    </div>
  );
}

/** Steps and decisions with their answers shown. */
function useActs(e: Edition) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const acts = useEditionActs();
  const onError = (error: unknown) => void message.error(sentence(error));
  return {
    busy: acts.step.isPending || acts.decide.isPending,
    step: (step: Step, note?: string) => acts.step.mutate({ edition: e, step, note }, { onError, onSuccess: () => void message.success(t(`list.done.${step}`)) }),
    decide: (one: { key: string; include: boolean; reason: string }) => acts.decide.mutate({ edition: e, decisions: decided(e.decisions, one) }, { onError }),
  };
}

function Reason({ asked, columns, onGive, onClose }: { asked: Asked; columns: Parameters<typeof titleOf>[0]; onGive: (reason: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const needed = !("step" in asked) || asked.step === "return";
  const title = "step" in asked ? t(`list.do.${asked.step}`) : t(asked.include ? "list.includeTitle" : "list.excludeTitle", { name: titleOf(columns, asked.row) });
  return (
    <Modal open title={title} okText={t("list.ok")} cancelText={t("list.cancel")} okButtonProps={{ disabled: needed && !reason.trim() }} onOk={() => onGive(reason.trim())} onCancel={onClose}>
      <label>
        {t("list.reason")}
        <Input.TextArea autoFocus rows={3} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
    </Modal>
  );
}

function History({ edition }: { edition: Edition }) {
  const { t } = useTranslation();
  return (
    <>
      <ol className="list-history">
        {edition.steps.map((s, i) => (
          <li key={i}>
            <span className="num">{instant(new Date(s.at).toISOString())}</span> {t(`list.steps.${s.step}`)} · {s.name || s.actor}
            {s.note && <p className="quiet">{s.note}</p>}
          </li>
        ))}
      </ol>
      {edition.sha256 && <p className="quiet">{t("list.digest")} <code className="list-digest">{edition.sha256}</code></p>}
    </>
  );
}
