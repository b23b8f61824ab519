/** Divisions and parks: names by code, children, search. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, type Page } from "./client";

export interface Place {
  id: string;
  name: string;
  level?: string;
  parent?: string;
  /** Names from the province down, this one last. */
  path?: string;
}

const hour = 60 * 60_000;

/** The direct parts of a place. */
export function usePlaces(parent: string, on = true) {
  return useQuery({
    queryKey: ["places", parent],
    queryFn: ({ signal }) => get<Page<Place>>("/regions", { parent, limit: 500 }, signal),
    staleTime: hour,
    enabled: on,
  });
}

/** One place by its code; the nation is known without asking. */
export function usePlace(code: string) {
  return useQuery({
    queryKey: ["place", code],
    queryFn: ({ signal }) => get<Place>(`/regions/${encodeURIComponent(code)}`, undefined, signal),
    staleTime: hour,
    enabled: !!code && code !== "000000",
  });
}

/** The name of a place for people; its code until the name has come. */
export function usePlaceName(code: string): string {
  const { t } = useTranslation();
  const place = usePlace(code);
  if (!code) return "";
  if (code === "000000") return t("frame.nation");
  return place.data?.name ?? code;
}

/** Places whose name, pinyin or code begins with the words. */
export function usePlaceSearch(q: string) {
  return useQuery({
    queryKey: ["place-search", q],
    queryFn: ({ signal }) => get<Page<Place>>("/regions", { q, limit: 20 }, signal),
    staleTime: hour,
    enabled: q.trim() !== "",
  });
}
