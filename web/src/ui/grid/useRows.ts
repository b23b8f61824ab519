import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
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
  fetch: (cursor: string, signal: AbortSignal) => Promise<RowPage<R>>;
}

export interface Rows<R> {
  /** Rows that can be scrolled to; undefined until the first page has come. */
  total: number | undefined;
  /** The count to tell: exact, or a bound when there are more. */
  count: { value: number; more: boolean } | undefined;
  at: (i: number) => R | undefined;
  onSpan: (span: Span) => void;
  error: unknown;
  retry: () => void;
  fetching: boolean;
}

/** How many rows can be scrolled to: those counted, or those loaded and one page on. */
export function reach(loaded: number, counted: number | undefined, hasNext: boolean, size: number): number {
  if (!hasNext) return loaded;
  return Math.max(counted ?? 0, loaded + size);
}

/** Fetches page after page until the rows in sight are there. */
export function useRows<R>(source: RowSource<R>): Rows<R> {
  const [wanted, setWanted] = useState(0);
  const query = useInfiniteQuery({
    queryKey: source.key,
    queryFn: ({ pageParam, signal }) => source.fetch(pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
    staleTime: 60_000,
  });
  const pages = query.data?.pages;
  const loaded = pages ? pages.reduce((sum, p) => sum + p.items.length, 0) : 0;
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (wanted > loaded && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [wanted, loaded, hasNextPage, isFetching, isError, fetchNextPage]);
  const { size } = source;
  const at = useCallback((i: number): R | undefined => pages?.[Math.floor(i / size)]?.items[i % size], [pages, size]);
  const onSpan = useCallback((span: Span) => setWanted(span.to), []);
  const first = pages?.[0];
  return {
    total: first ? reach(loaded, first.total, hasNextPage, size) : undefined,
    count: first ? (hasNextPage ? { value: first.total ?? loaded, more: first.more ?? first.total === undefined } : { value: loaded, more: false }) : undefined,
    at,
    onSpan,
    error: query.error,
    retry: () => void (pages ? fetchNextPage() : query.refetch()),
    fetching: isFetching,
  };
}

/** Rows that are all at hand. */
export function fixedRows<R>(rows: readonly R[]): Rows<R> {
  return { total: rows.length, count: { value: rows.length, more: false }, at: (i) => rows[i], onSpan: () => {}, error: undefined, retry: () => {}, fetching: false };
}
