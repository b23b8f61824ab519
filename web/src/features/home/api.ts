import { useQuery } from "@tanstack/react-query";
import { get, type Page } from "@/api/client";
import type { Overview } from "./model";

/** Class counts of every chain in a place. */
export function useOverview(region: string) {
  return useQuery({ queryKey: ["overview", region], queryFn: ({ signal }) => get<Overview>("/overview", { region }, signal), staleTime: 60_000 });
}

/** How many records of a kind lie in a place; counted up to a bound. */
export function useCount(kind: string, region: string) {
  return useQuery({
    queryKey: ["records", kind, "count", region],
    queryFn: ({ signal }) => get<Page<unknown> & { more?: boolean }>(`/records/${kind}`, { region: region === "000000" ? undefined : region, limit: 1, total: true }, signal),
    staleTime: 60_000,
  });
}

/** How many firms of a place have no value in a field. */
export function useUnknown(field: string, region: string) {
  return useQuery({
    queryKey: ["records", "firm", "unknown", field, region],
    queryFn: ({ signal }) => get<Page<unknown> & { more?: boolean }>("/records/firm", { region: region === "000000" ? undefined : region, filter: [`${field}:unknown`], limit: 1, total: true }, signal),
    staleTime: 60_000,
  });
}
