import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Popconfirm, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useJob } from "@/api/job";
import { useGo } from "@/app/scope";
import { useKind } from "@/features/record/api";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { Figure } from "@/ui/Figure";
import { bytes, instant, number } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { errorsAddress, useFindings, useImport, useImportActs } from "./api";
import { Findings } from "./Findings";
import { canCommit, secondsLeft, type Import } from "./model";
import { Preview } from "./Preview";

/** One import: look and mend, watch it being written, see what came of it. */
export function Component() {
  const { id = "" } = useParams();
  const found = useImport(id);
  if (found.isPending) return <Loading />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return <Stage im={found.data} />;
}

function Stage({ im }: { im: Import }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const kind = useKind(im.kind);
  const acts = useImportActs(im.id);
  const go = useGo();
  const { message } = App.useApp();
  const sentence = useSentence();
  const [busy, setBusy] = useState(false);
  const looking = im.state === "uploaded" || im.state === "previewed";
  const running = im.state === "committing" || (im.state === "uploaded" && !!im.job);
  const job = useJob(running ? im.job : undefined, () => {
    void acts.reload();
    void acts.recordsChanged();
  });
  const [partial, setPartial] = useState(false);

  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      void message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const commit = (
    <Button type="primary" loading={busy} disabled={!canCommit(im.report, partial)} onClick={() => void run(() => acts.commit(partial))}>
      {partial && im.errors > 0 ? t("import.commitPartial") : t("import.commit")}
    </Button>
  );
  const undo = (
    <Popconfirm title={t("import.undoAsk")} description={t("import.undoHint")} okText={t("import.undo")} onConfirm={() => void run(acts.undo)}>
      <Button loading={busy}>{t("import.undo")}</Button>
    </Popconfirm>
  );
  return (
    <div className={`page${looking && !running ? " page-fill" : ""}`}>
      <PageHead
        title={im.file}
        state={t(`import.stateLine.${im.state}`)}
        source={`${kind?.label[lang] ?? im.kind} · ${bytes(im.size)} · ${instant(im.created_at)}${im.report?.encoding ? ` · ${im.report.encoding}` : ""}`}
        actions={
          <>
            {im.errors + im.warnings > 0 && !running && (
              <Button icon={<DownloadOutlined />} href={errorsAddress(im.id)} download>
                {t("import.errorsFile")}
              </Button>
            )}
            {looking && !running && commit}
            {im.state === "done" && undo}
            {im.state === "done" && (
              <Button type="primary" onClick={() => go(`/records/${im.kind}`)}>
                {t("import.openLibrary")}
              </Button>
            )}
            {(im.state === "failed" || im.state === "cancelled" || im.state === "undone") && <Button onClick={() => go(`/imports/new?kind=${im.kind}`)}>{t("import.again")}</Button>}
          </>
        }
      />
      <Counters im={im} />
      {running && (
        <section className="panel" aria-live="polite">
          <Progress percent={job && job.total > 0 ? Math.floor((job.done / job.total) * 100) : 0} status="active" />
          <div className="bar">
            <span className="num">{job ? t("import.progress", { done: number(job.done, 0), total: number(job.total || im.rows, 0) }) : t("import.waiting")}</span>
            <Left done={job?.done ?? 0} total={job?.total || im.rows} from={job?.started_at} />
            {im.job && (
              <Button className="bar-end" onClick={() => void run(() => acts.cancel(im.job as string))}>
                {t("import.cancel")}
              </Button>
            )}
          </div>
          <p className="quiet">{t("import.mayLeave")}</p>
        </section>
      )}
      {im.state === "failed" && job?.error && <p className="form-wrong">{job.error.detail}</p>}
      {im.undone && (
        <section className="panel">
          <p>{t("import.undoneLine", { claims: number(im.undone.claims, 0), deleted: number(im.undone.deleted, 0) })}</p>
          {im.undone.conflicts.length > 0 && <p>{t("import.undoneConflicts", { count: im.undone.conflicts.length })}</p>}
        </section>
      )}
      {im.state === "done" && im.errors + im.warnings > 0 && <Noticed im={im} />}
      {looking && !running && kind && <Preview im={im} kind={kind} partial={partial} onPartial={setPartial} />}
    </div>
  );
}

/** What was noticed, for reading after the import. */
function Noticed({ im }: { im: Import }) {
  const { t } = useTranslation();
  const findings = useFindings(im.id, im.state);
  return (
    <section className="panel">
      <h2>{t("import.tabFindings")}</h2>
      <Findings list={findings.data?.items ?? []} more={(findings.data?.next ?? "") !== ""} dropped={im.report?.dropped ?? 0} />
    </section>
  );
}

function Left({ done, total, from }: { done: number; total: number; from?: string }) {
  const { t } = useTranslation();
  const seconds = from ? secondsLeft(done, total, (Date.now() - new Date(from).getTime()) / 1000) : undefined;
  return seconds === undefined ? null : <span className="quiet num">{t("import.left", { seconds })}</span>;
}

function Counters({ im }: { im: Import }) {
  const { t } = useTranslation();
  const figures = [
    ["rows", im.rows, ""],
    ["new", im.new, ""],
    ["changed", im.changed, ""],
    ["same", im.same, ""],
    ["errors", im.errors, im.errors > 0 ? "counter-error" : ""],
    ["warnings", im.warnings, im.warnings > 0 ? "counter-warning" : ""],
  ] as const;
  return (
    <div className="counters">
      {figures.map(([name, value, mark]) => (
        <div key={name} className={mark}>
          <Figure large label={t(`import.${name}`)} text={number(value, 0)} />
        </div>
      ))}
    </div>
  );
}
