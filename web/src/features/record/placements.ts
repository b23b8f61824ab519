/** Where firms stand on chains, and the decisions of people about it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, type Page } from "@/api/client";

export interface Placement {
  id: string;
  firm: string;
  chain: string;
  node: string;
  confidence: number;
  why: string;
  method: string;
  state: "proposed" | "confirmed" | "rejected";
  role?: string;
  demo: boolean;
  version: number;
}

export function usePlacements(firm: string) {
  return useQuery({ queryKey: ["placements", firm], queryFn: ({ signal }) => get<Page<Placement>>("/placements", { firm, limit: 100 }, signal) });
}

interface ChainNodes {
  nodes: { id: string; name: { zh: string; en: string } }[];
}

/** The nodes of a chain, for choosing another. */
export function useNodesOf(chain: string, on: boolean) {
  return useQuery({
    queryKey: ["chain", chain, "nodes"],
    queryFn: ({ signal }) => get<ChainNodes>(`/chains/${encodeURIComponent(chain)}`, undefined, signal),
    select: (c) => c.nodes,
    enabled: on,
  });
}

export function usePlacementActs(firm: string) {
  const cache = useQueryClient();
  const act = async (id: string, decision: "confirm" | "reject" | "correct", node?: string) => {
    const out = await post<Placement>(`/placements/${id}/${decision}`, node ? { node } : {});
    await cache.invalidateQueries({ queryKey: ["placements", firm] });
    return out;
  };
  return {
    confirm: (id: string) => act(id, "confirm"),
    reject: (id: string) => act(id, "reject"),
    correct: (id: string, node: string) => act(id, "correct", node),
  };
}
