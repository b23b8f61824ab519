import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { verdictQuery } from "@/features/diagnosis/api";
import type { Layout, Marks } from "./layout";
import { detail } from "./lod";
import { idsInSight } from "./surface";
import type { Size, View } from "./viewport";

/** At most this many cards show their firms at once; more do not fit on a screen at that zoom. */
const most = 16;

/** The first firms of every card that is large enough to show them. */
export function useFirmsInSight(chain: string, region: string, layout: Layout, marks: Marks, sight: { view: View; screen: Size } | null): ReadonlyMap<string, readonly string[]> {
  const ids = useMemo(() => {
    const n = layout.nodes[0];
    if (!sight || !n || detail(n.w * sight.view.k, n.h * sight.view.k) !== "firms") return [];
    return idsInSight(layout, sight.view, sight.screen).filter((id) => (marks.get(id)?.firms ?? 0) > 0).slice(0, most);
  }, [layout, marks, sight]);
  const answers = useQueries({ queries: ids.map((id) => verdictQuery(chain, region, id)) });
  const version = answers.map((a) => a.dataUpdatedAt).join();
  return useMemo(
    () => new Map(ids.map((id, i) => [id, (answers[i]?.data?.evidence?.firms ?? []).map((f) => f.name)])),
    // the answers are a new array on every render; their times tell whether one is new
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [ids, version],
  );
}
