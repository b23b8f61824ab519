import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/client";
import { useGiver } from "@/features/record/giver";
import { ReasonDialog } from "@/features/record/ReasonDialog";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";

interface Closing {
  period: string;
  closed_by: string;
  closed_at: string;
  reason?: string;
  reopened_by?: string;
  reopened_at?: string;
  reopened_reason?: string;
}

const key = ["periods"] as const;

/** Periods of statistics: closed, so that nothing about them is written, and opened again with a reason. */
export function Periods() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => get<{ items: Closing[] }>("/periods", undefined, signal) });
  const who = useGiver();
  const sentence = useSentence();
  const [period, setPeriod] = useState("");
  const [opening, setOpening] = useState("");
  const [wrong, setWrong] = useState("");
  const act = async (path: string, body: object) => {
    cache.setQueryData(key, await post(path, body));
  };
  const close = async () => {
    setWrong("");
    try {
      await act("/periods", { period: period.trim().toUpperCase() });
      setPeriod("");
    } catch (error) {
      setWrong(sentence(error));
    }
  };
  return (
    <section className="panel">
      <div className="panel-head period-head">
        <h2>{t("settings.periods")}</h2>
        <span className="bar period-bar">
          <Input value={period} onChange={(e) => setPeriod(e.target.value)} onPressEnter={() => void close()} placeholder={t("settings.periodHint")} aria-label={t("settings.period")} />
          <Button disabled={period.trim() === ""} onClick={() => void close()}>
            {t("settings.closePeriod")}
          </Button>
        </span>
      </div>
      <p className="quiet">{t("settings.periodsHint")}</p>
      {wrong && (
        <p className="form-wrong" role="alert">
          {wrong}
        </p>
      )}
      {found.isPending ? (
        <Loading rows={2} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        found.data.items.length > 0 && (
          <div className="scroll-x">
            <table className="plain">
              <thead>
                <tr>
                  <th>{t("settings.period")}</th>
                  <th>{t("settings.closed")}</th>
                  <th>{t("settings.reopened")}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {found.data.items.map((c) => (
                  <tr key={c.period + c.closed_at}>
                    <td className="num">{c.period}</td>
                    <td>
                      <span className="num">{instant(c.closed_at)}</span> {who(c.closed_by)} {c.reason}
                    </td>
                    <td>
                      {c.reopened_at && (
                        <>
                          <span className="num">{instant(c.reopened_at)}</span> {who(c.reopened_by ?? "")} {c.reopened_reason}
                        </>
                      )}
                    </td>
                    <td>
                      {!c.reopened_at && (
                        <Button size="small" onClick={() => setOpening(c.period)}>
                          {t("settings.reopen")}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      )}
      {opening && (
        <ReasonDialog
          title={t("settings.reopenTitle", { period: opening })}
          hint={t("settings.reopenHint")}
          ok={t("settings.reopen")}
          onCancel={() => setOpening("")}
          onOk={async (reason: string) => {
            await act(`/periods/${opening}/reopen`, { reason });
            setOpening("");
          }}
        />
      )}
    </section>
  );
}
