import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { pagesOf, type Span } from "./window";

/** One page of rows from the server. */
export interface RowPage<R> {
  rows: R[];
  total: number;
}

export interface RowSource<R> {
  /** Identifies the question; another key is another list. */
  key: readonly unknown[];
  size: number;
  fetch: (page: number, signal: AbortSignal) => Promise<RowPage<R>>;
}

export interface Rows<R> {
  /** Undefined until the first page has come. */
  total: number | undefined;
  at: (i: number) => R | undefined;
  onSpan: (span: Span) => void;
  error: unknown;
  retry: () => void;
  fetching: boolean;
}

/** Fetches the pages that are in sight and keeps those that were seen. */
export function useRows<R>(source: RowSource<R>): Rows<R> {
  const cache = useQueryClient();
  const [span, setSpan] = useState<Span>({ from: 0, to: 1 });
  const pages = useMemo(() => [...new Set([0, ...pagesOf(span, source.size)])], [span, source.size]);
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...source.key, "page", page],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.fetch(page, signal),
      staleTime: 60_000,
      gcTime: 120_000,
    })),
  });
  const first = answers[0];
  const total = first?.data?.total;
  const bad = answers.find((a) => a.isError);
  const at = useCallback(
    (i: number): R | undefined => {
      const page = Math.floor(i / source.size);
      return cache.getQueryData<RowPage<R>>([...source.key, "page", page])?.rows[i - page * source.size];
    },
    // a page that arrives must give a new function, or rows would not be drawn again
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [cache, JSON.stringify(source.key), source.size, answers.map((a) => a.dataUpdatedAt).join()],
  );
  const onSpan = useCallback((next: Span) => setSpan((old) => (old.from === next.from && old.to === next.to ? old : next)), []);
  return {
    total,
    at,
    onSpan,
    error: bad?.error,
    retry: () => answers.forEach((a) => a.isError && void a.refetch()),
    fetching: answers.some((a) => a.isFetching),
  };
}
