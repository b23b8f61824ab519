/** Typed calls about the region map. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, type Page } from "@/api/client";
import type { Sign } from "@/ui/tokens";
import type { Outline } from "./map/outline";

/** The borders of the parts of a place; null when the program has no map of it. */
export function useOutline(place: string) {
  return useQuery({
    queryKey: ["outline", place],
    queryFn: async ({ signal }) => {
      // asked first, because most cities have none; their places are then shown as tiles
      const { items } = await get<Page<{ id: string }>>("/outlines", undefined, signal);
      if (!items.some((o) => o.id === place)) return null;
      return get<Outline>(`/outlines/${encodeURIComponent(place)}`, undefined, signal);
    },
    staleTime: 60 * 60_000,
  });
}

export interface RegionCount {
  id: string;
  firms: number;
  nodes: number;
}

/** Firms and nodes of the chain in each part of a place. */
export function useRegionCounts(chain: string, region: string, node: string) {
  return useQuery({
    queryKey: ["chain-regions", chain, region, node],
    queryFn: ({ signal }) => get<{ items: RegionCount[]; total: number }>(`/chains/${encodeURIComponent(chain)}/regions`, { region, node }, signal),
    enabled: chain !== "",
    placeholderData: keepPreviousData,
  });
}

export interface PlaceVerdict {
  id: string;
  class?: Sign;
  counts?: Record<Sign, number>;
  national_share?: number;
  lq?: number;
  firms: number;
}

/** The class of one node, or counts of classes, in every place of a level inside a region. */
export function usePlaceVerdicts(chain: string, region: string, level: string | null, node: string) {
  return useQuery({
    queryKey: ["diagnosis-places", chain, region, level, node],
    queryFn: ({ signal }) => get<Page<PlaceVerdict>>(`/chains/${encodeURIComponent(chain)}/diagnosis/places`, { region, level: level ?? "province", node }, signal),
    enabled: chain !== "" && level !== null,
    placeholderData: keepPreviousData,
  });
}
