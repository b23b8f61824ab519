/** Typed calls about diagnoses, and their cache keys in one place. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Result, VerdictView } from "./wire";

const chainPath = (chain: string, rest: string) => `/chains/${encodeURIComponent(chain)}${rest}`;

/** The verdict on every node of a chain in a place. */
export function useDiagnosis(chain: string, region: string) {
  return useQuery({
    queryKey: ["diagnosis", chain, region],
    queryFn: ({ signal }) => get<Result>(chainPath(chain, "/diagnosis"), { region }, signal),
    enabled: chain !== "",
    placeholderData: keepPreviousData,
  });
}

/** One verdict with the records behind it. */
export function verdictQuery(chain: string, region: string, node: string) {
  return queryOptions({
    queryKey: ["verdict", chain, region, node],
    queryFn: ({ signal }) => get<VerdictView>(`/diagnosis/nodes/${encodeURIComponent(node)}`, { chain, region }, signal),
    enabled: chain !== "" && node !== "",
  });
}

export function useVerdict(chain: string, region: string, node: string) {
  return useQuery(verdictQuery(chain, region, node));
}
