/** Typed calls about scenarios, and their cache keys in one place. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, type Page } from "@/api/client";
import type { Answered, Ask, Run } from "./wire";

export const keys = {
  list: (chain: string, region: string, kind: string) => ["scenarios", chain, region, kind] as const,
  one: (id: string) => ["scenario", id] as const,
};

export function useScenarios(chain: string, region: string, kind = "") {
  return useQuery({
    queryKey: keys.list(chain, region, kind),
    queryFn: ({ signal }) => get<Page<Run>>("/scenarios", { chain, region, kind, limit: 100 }, signal),
  });
}

export function useScenario(id: string) {
  return useQuery({ queryKey: keys.one(id), queryFn: ({ signal }) => get<Answered>(`/scenarios/${encodeURIComponent(id)}`, undefined, signal), enabled: id !== "" });
}

/** Asks a question; a job answers it. */
export function useAsk() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ask: Ask) => post<Answered>("/scenarios", ask),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["scenarios"] }),
  });
}

/** Answers a question again and compares the bytes; gives the job that does. */
export function replay(id: string): Promise<{ job: string }> {
  return post<{ job: string }>(`/scenarios/${encodeURIComponent(id)}/replay`);
}
