/** The chains that the scope offers; maps and nodes live with their own feature. */
import { useQuery } from "@tanstack/react-query";
import { get, type Page } from "./client";

export interface ChainHead {
  id: string;
  name: { zh: string; en: string };
  /** Place whose chain it is; the nation's are standard templates. */
  region?: string;
  /** Nodes of its map; 0 when nobody has drawn one. */
  nodes?: number;
}

export function useChains() {
  return useQuery({
    queryKey: ["chains"],
    queryFn: ({ signal }) => get<Page<ChainHead>>("/chains", { limit: 200 }, signal),
    staleTime: 5 * 60_000,
  });
}
