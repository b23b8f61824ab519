/** Calls of lists and their editions, with their cache keys. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, put, type Page } from "@/api/client";
import type { Content, Decision, Definition, Edition, EditionHead, Step, Change } from "./model";

export function useDefinitions() {
  return useQuery({ queryKey: ["lists"], queryFn: ({ signal }) => get<Page<Definition>>("/lists", undefined, signal), staleTime: Infinity });
}

/** What a list would hold now. */
export function usePreview(list: string, chain: string, region: string, enabled: boolean) {
  return useQuery({
    queryKey: ["list-preview", list, chain, region],
    queryFn: ({ signal }) => get<{ content: Content; data_version: number; demo: boolean }>(`/lists/${encodeURIComponent(list)}/preview`, { chain, region }, signal),
    enabled,
  });
}

export function useEditions(query: { list?: string; chain?: string; region?: string; limit?: number }) {
  return useQuery({ queryKey: ["list-editions", query], queryFn: ({ signal }) => get<Page<EditionHead>>("/editions", query, signal) });
}

export function useEdition(id: string) {
  return useQuery({ queryKey: ["list-edition", id], queryFn: ({ signal }) => get<Edition>(`/editions/${encodeURIComponent(id)}`, undefined, signal) });
}

export function useChanges(id: string, from: string) {
  return useQuery({ queryKey: ["list-changes", id, from], queryFn: ({ signal }) => get<{ from: string; events: Change[] }>(`/editions/${encodeURIComponent(id)}/diff`, { from }, signal) });
}

/** What may be done with editions; each leaves the fresh edition in the cache. */
export function useEditionActs() {
  const cache = useQueryClient();
  const keep = (e: Edition) => {
    cache.setQueryData(["list-edition", e.id], e);
    void cache.invalidateQueries({ queryKey: ["list-editions"] });
    void cache.invalidateQueries({ queryKey: ["list-changes"] });
  };
  return {
    make: useMutation({ mutationFn: (of: { list: string; chain: string; region: string }) => post<Edition>("/editions", of), onSuccess: keep }),
    step: useMutation({ mutationFn: (s: { edition: Edition; step: Step; note?: string }) => post<Edition>(`/editions/${s.edition.id}/steps`, { step: s.step, note: s.note ?? "", version: s.edition.version }), onSuccess: keep }),
    decide: useMutation({
      mutationFn: (d: { edition: Edition; decisions: Decision[] }) =>
        put<Edition>(`/editions/${d.edition.id}/decisions`, { version: d.edition.version, decisions: d.decisions.map(({ key, include, reason }) => ({ key, include, reason })) }),
      onSuccess: keep,
    }),
  };
}
