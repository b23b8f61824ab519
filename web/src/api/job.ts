/** Background work: how far it is, by server-sent events, and stopping it. */
import { useEffect, useState } from "react";
import { post, root } from "./client";

export interface Job {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  note: string;
  error?: { code: string; detail: string };
  /** What the job leaves; its shape depends on the kind. */
  result?: Record<string, unknown>;
  created_at: string;
  started_at?: string;
}

/** A job as it goes, by server-sent events; the browser connects again by itself. */
export function useJob(id: string | undefined, onEnd: () => void): Job | undefined {
  const [job, setJob] = useState<Job>();
  useEffect(() => {
    if (!id) return;
    const events = new EventSource(`${root}/jobs/${id}/events`);
    events.addEventListener("job", (e) => {
      const now = JSON.parse((e as MessageEvent<string>).data) as Job;
      setJob(now);
      if (now.state === "done" || now.state === "failed" || now.state === "cancelled") {
        events.close();
        onEnd();
      }
    });
    return () => events.close();
    // a job is watched once; what to do at its end may change meanwhile
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  return id ? job : undefined;
}

/** Asks a job to stop. */
export function cancelJob(id: string): Promise<void> {
  return post<void>(`/jobs/${id}/cancel`);
}
