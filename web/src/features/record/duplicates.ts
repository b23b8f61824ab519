/** Pairs of firms that may be the same, and what people decided about them. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, type Page } from "@/api/client";
import { keys } from "./api";
import type { RecordRow } from "./model";

export interface Pair {
  id: string;
  a: RecordRow;
  b: RecordRow;
  /** 0 to 1. */
  score: number;
  likely: boolean;
  reasons: string[];
}

/** How many pairs one page of the answer holds. */
export const mostPairs = 200;

export function useDuplicates(ask: { region: string; state: string }) {
  return useQuery({
    queryKey: [...keys.duplicates("firm"), ask],
    queryFn: ({ signal }) => get<Page<Pair>>("/duplicates", { region: ask.region === "000000" ? undefined : ask.region, state: ask.state, limit: mostPairs }, signal),
  });
}

export function useDuplicateActs() {
  const cache = useQueryClient();
  const then = async <T>(act: Promise<T>): Promise<T> => {
    const out = await act;
    await Promise.all([cache.invalidateQueries({ queryKey: keys.duplicates("firm") }), cache.invalidateQueries({ queryKey: keys.list("firm") })]);
    return out;
  };
  return {
    merge: (survivor: string, other: string) => then(post(`/records/firm/${survivor}/merge`, { other })),
    split: (other: string) => then(post(`/records/firm/${other}/split`)),
    apart: (pair: Pair) => then(post(`/duplicates/${pair.id}/apart`)),
    reopen: (pair: Pair) => then(post(`/duplicates/${pair.id}/reopen`)),
  };
}
