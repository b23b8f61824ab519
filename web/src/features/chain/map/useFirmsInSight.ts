import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { get } from "@/api/client";
import type { Layout } from "./layout";
import { detail } from "./lod";
import { idsInSight } from "./surface";
import type { Size, View } from "./viewport";

const none: ReadonlyMap<string, readonly string[]> = new Map();

/** At most this many cards can show their firms on one screen. */
const most = 40;

/** The first firms of every card that is large enough to show them. */
export function useFirmsInSight(chain: string, region: string, layout: Layout, sight: { view: View; screen: Size } | null): ReadonlyMap<string, readonly string[]> {
  const ids = useMemo(() => {
    const n = layout.nodes[0];
    if (!sight || !n || detail(n.w * sight.view.k, n.h * sight.view.k) !== "firms") return [];
    return idsInSight(layout, sight.view, sight.screen).slice(0, most).sort();
  }, [layout, sight]);
  const q = useQuery({
    queryKey: ["firms-on-nodes", chain, region, ids],
    queryFn: ({ signal }) => get<{ items: { node: string; firms: string[] }[] }>(`/chains/${encodeURIComponent(chain)}/firms`, { region, node: ids, each: 8 }, signal),
    enabled: ids.length > 0,
    staleTime: 60_000,
    placeholderData: (old) => old,
  });
  return useMemo(() => (q.data ? new Map(q.data.items.map((i) => [i.node, i.firms])) : none), [q.data]);
}
