/** Everything the address of a map says: what is open, filtered and compared. */
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { signs, type Sign } from "@/ui/tokens";
import { type Filter } from "./map/filter";

export type Show = "map" | "both" | "table";

export interface MapState {
  node: string | null;
  since: string;
  show: Show;
  filter: Filter;
}

/** Reads the state of a map from its address; what is not understood is left out. */
export function readMapState(params: URLSearchParams): MapState {
  const list = (name: string) => (params.get(name) ?? "").split(",").filter(Boolean);
  const depth = Number(params.get("depth"));
  const show = params.get("show");
  return {
    node: params.get("node"),
    since: params.get("since") ?? "",
    show: show === "table" || show === "both" ? show : "map",
    filter: {
      signs: new Set(list("class").filter((s): s is Sign => (signs as readonly string[]).includes(s))),
      lanes: new Set(list("lane")),
      around: params.get("around"),
      depth: Number.isInteger(depth) && depth > 0 ? depth : Infinity,
      to: params.get("to"),
      changed: params.get("changed") === "1",
    },
  };
}

/** Writes changes into an address; empty values leave it. */
export function writeMapState(params: URLSearchParams, change: Partial<Omit<MapState, "filter">> & { filter?: Partial<Filter> }): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string) => (value ? next.set(name, value) : next.delete(name));
  if (change.node !== undefined) set("node", change.node ?? "");
  if (change.since !== undefined) set("since", change.since);
  if (change.show !== undefined) set("show", change.show === "map" ? "" : change.show);
  const f = change.filter;
  if (f?.signs) set("class", [...f.signs].join(","));
  if (f?.lanes) set("lane", [...f.lanes].join(","));
  if (f?.around !== undefined) set("around", f.around ?? "");
  if (f?.depth !== undefined) set("depth", Number.isFinite(f.depth) ? String(f.depth) : "");
  if (f?.to !== undefined) set("to", f.to ?? "");
  if (f?.changed !== undefined) set("changed", f.changed ? "1" : "");
  return next;
}

export function useMapState(): [MapState, (change: Parameters<typeof writeMapState>[1]) => void] {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readMapState(params), [params]);
  const change = useCallback((c: Parameters<typeof writeMapState>[1]) => setParams((old) => writeMapState(old, c), { replace: c.node === undefined }), [setParams]);
  return [state, change];
}
