import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useDebounced } from "@/ui/useDebounced";
import { pagesOf, startOf, type Ruler, type Start } from "./reach";
import type { Span } from "./window";

/** One page of rows from the server, in the shape of every list of the API. */
export interface RowPage<R> {
  items: R[];
  /** Cursor of the next page; empty on the last. */
  next?: string;
  /** How many there are in all, as far as it was counted. */
  total?: number;
  /** There are more than total. */
  more?: boolean;
}

export interface RowSource<R> {
  /** Identifies the question; another key is another list. */
  key: readonly unknown[];
  /** Rows of a full page; every page but the last has as many. */
  size: number;
  fetch: (start: Start, signal: AbortSignal) => Promise<RowPage<R>>;
  /** Measures a list that was not counted to its end. */
  measure: (signal: AbortSignal) => Promise<Ruler>;
}

export interface Rows<R> {
  /** Rows that can be scrolled to; undefined until the first page has come. */
  total: number | undefined;
  /** The count to tell: exact, or a bound when there are more. */
  count: { value: number; more: boolean } | undefined;
  at: (i: number) => R | undefined;
  /** The rows of a span, fetched when they are not at hand. */
  load: (span: Span) => Promise<(R | undefined)[]>;
  onSpan: (span: Span) => void;
  error: unknown;
  retry: () => void;
  fetching: boolean;
}

const fresh = 60_000;

/** How long a question must rest before its list is measured, and a place before its rows are fetched. ms */
const rest = { question: 400, place: 60 } as const;

/**
 * Rows of a list of any length: the pages in sight are fetched, wherever they
 * are. What lies far in is reached from the marks of the list's ruler, which is
 * asked for once the first page has come and says that there is more.
 */
export function useRows<R>(source: RowSource<R>): Rows<R> {
  const client = useQueryClient();
  const { size } = source;
  const name = JSON.stringify(source.key);
  const calm = useDebounced(name, rest.question) === name;
  const [sight, setSight] = useState<Span>({ from: 0, to: 0 });
  const settled = useDebounced(sight, rest.place);
  useEffect(() => setSight({ from: 0, to: 0 }), [name]);

  const keyOf = useCallback((page: number) => [...source.key, "page", page], [name]); // eslint-disable-line react-hooks/exhaustive-deps
  const page = (p: number, ruler: Ruler | undefined) => ({
    queryKey: keyOf(p),
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const start = startOf(p, size, client.getQueryData<RowPage<R>>(keyOf(p - 1))?.next, ruler);
      return start ? source.fetch(start, signal) : Promise.reject(new Error("out of reach"));
    },
    staleTime: fresh,
  });
  const first = useQuery(page(0, undefined));
  const unmeasured = first.data?.more === true && Boolean(first.data.next);
  const measured = useQuery({ queryKey: [...source.key, "ruler"], queryFn: ({ signal }) => source.measure(signal), staleTime: fresh, enabled: unmeasured && calm });
  const ruler = unmeasured ? measured.data : undefined;

  const inReach = (p: number) => p > 0 && startOf(p, size, client.getQueryData<RowPage<R>>(keyOf(p - 1))?.next, ruler) !== undefined;
  const queries = useQueries({ queries: first.data ? pagesOf(settled, size).filter(inReach).map((p) => page(p, ruler)) : [] });

  const at = useCallback((i: number): R | undefined => client.getQueryData<RowPage<R>>(keyOf(Math.floor(i / size)))?.items[i % size], [client, keyOf, size]);
  const load = async (span: Span) => {
    for (const p of pagesOf(span, size)) await client.fetchQuery(page(p, ruler));
    return Array.from({ length: span.to - span.from }, (_, i) => at(span.from + i));
  };
  const onSpan = useCallback((span: Span) => setSight(span), []);
  const total = ruler?.total ?? first.data?.total ?? first.data?.items.length;
  const failed = [first, measured, ...queries].filter((q) => q.isError);
  return {
    total: first.data ? total : undefined,
    count: first.data && total !== undefined ? { value: total, more: unmeasured && !ruler } : undefined,
    at,
    load,
    onSpan,
    error: failed[0]?.error ?? null,
    retry: () => failed.forEach((q) => void q.refetch()),
    fetching: first.isFetching || queries.some((q) => q.isFetching),
  };
}

/** Rows that are all at hand. */
export function fixedRows<R>(rows: readonly R[]): Rows<R> {
  return {
    total: rows.length,
    count: { value: rows.length, more: false },
    at: (i) => rows[i],
    load: (span) => Promise.resolve(rows.slice(span.from, span.to)),
    onSpan: () => {},
    error: null,
    retry: () => {},
    fetching: false,
  };
}
