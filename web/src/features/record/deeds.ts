/** What was done to whole records and can be taken back: deletions, merges, splits. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, type Page } from "@/api/client";
import { keys } from "./api";

/** A deleted record that can still be restored. */
export interface Binned {
  id: string;
  title: string;
  region: string;
  by: string;
  by_name: string;
  at: string;
  until: string;
}

/** A merge or a split in the books. */
export interface Merging {
  id: string;
  deed: "merge" | "split";
  kind: string;
  kept: string;
  kept_title?: string;
  other: string;
  other_title?: string;
  reason: string;
  by: string;
  by_name?: string;
  at: string;
  undone_at?: string;
  undone_by?: string;
  undone_by_name?: string;
  undone_reason?: string;
}

/** How many merges one answer holds at most. */
export const mostMerges = 500;

export function useBin(kind: string) {
  return useQuery({ queryKey: ["bin", kind], queryFn: ({ signal }) => get<Page<Binned>>(`/bin/${kind}`, undefined, signal) });
}

export function useMerges(kind: string) {
  return useQuery({ queryKey: ["merges", kind], queryFn: ({ signal }) => get<Page<Merging>>("/merges", { kind, limit: mostMerges }, signal) });
}

/** Whole days until a moment, rounded up; 0 when it is past. */
export function daysUntil(moment: string, now: Date): number {
  return Math.max(0, Math.ceil((new Date(moment).getTime() - now.getTime()) / 86_400_000));
}

export function useDeedActs(kind: string) {
  const cache = useQueryClient();
  const then = async <T>(act: Promise<T>): Promise<T> => {
    const out = await act;
    await Promise.all([keys.list(kind), ["record", kind], ["bin", kind], ["merges", kind], keys.duplicates(kind)].map((queryKey) => cache.invalidateQueries({ queryKey })));
    return out;
  };
  return {
    restore: (id: string) => then(post<void>(`/records/${kind}/${id}/restore`)),
    merge: (kept: string, other: string, reason: string) => then(post<Merging>(`/records/${kind}/${kept}/merge`, { other, reason })),
    /** Makes the claims a record of their own. */
    split: (id: string, claims: readonly string[], reason: string) => then(post<Merging>(`/records/${kind}/${id}/split`, { claims, reason })),
    undo: (merge: string, reason = "") => then(post<Merging>(`/merges/${merge}/undo`, { reason })),
  };
}
