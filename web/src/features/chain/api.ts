/** Typed calls about chains, and their cache keys in one place. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { WireMap, WireMark } from "./wire";

export const keys = {
  map: (chain: string, region: string) => ["chain-map", chain, region] as const,
  marks: (chain: string, region: string, since: string) => ["chain-marks", chain, region, since] as const,
};

const path = (chain: string, rest = "") => `/chains/${encodeURIComponent(chain)}${rest}`;

/** The map of a chain as it stands in a region: the template with local overrides. */
export function useChainMap(chain: string, region: string) {
  return useQuery({
    queryKey: keys.map(chain, region),
    queryFn: ({ signal }) => get<WireMap>(path(chain, "/map"), { region }, signal),
    enabled: chain !== "",
    staleTime: 5 * 60_000,
    placeholderData: keepPreviousData,
  });
}

export interface MarkSheet {
  items: WireMark[];
}

/** What stands beside the names on the map, compared with an earlier day when asked. */
export function useMarks(chain: string, region: string, since: string) {
  return useQuery({
    queryKey: keys.marks(chain, region, since),
    queryFn: ({ signal }) => get<MarkSheet>(path(chain, "/marks"), { region, since }, signal),
    enabled: chain !== "",
    placeholderData: keepPreviousData,
  });
}
