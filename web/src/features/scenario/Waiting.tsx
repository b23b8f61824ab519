import { App, Button, Progress } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cancelJob, useJob } from "@/api/job";
import { useSentence } from "@/ui/ErrorState";
import { number } from "@/ui/format";

/** A question that is being answered: how far it is, and a way to stop it. */
export function Waiting({ job, again, onEnd }: { job: string; again?: ReactNode; onEnd: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const now = useJob(job, onEnd);
  if (now?.state === "failed" || now?.state === "cancelled") {
    return (
      <section className="panel" role="alert">
        <p className="warning-line">{now.state === "cancelled" ? t("scenario.cancelled") : (now.error?.detail ?? t("scenario.failed"))}</p>
        {again && <p className="bar scenario-again">{again}</p>}
      </section>
    );
  }
  const share = now && now.total > 0 ? Math.round((now.done / now.total) * 100) : 0;
  return (
    <section className="panel" aria-live="polite">
      <p>{t("scenario.waitingState")}</p>
      <p>{now && now.total > 0 ? t("scenario.progress", { done: number(now.done, 0), total: number(now.total, 0) }) : t("scenario.reading")}</p>
      <div className="bar">
        <Progress percent={share} status="active" showInfo={false} />
        <Button onClick={() => void cancelJob(job).catch((e: unknown) => message.error(sentence(e)))}>{t("scenario.cancel")}</Button>
      </div>
    </section>
  );
}
