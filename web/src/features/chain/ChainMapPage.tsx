import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlaceName } from "@/api/place";
import { useLook } from "@/app/look";
import { usePrefs } from "@/app/prefs";
import { nation, useScope } from "@/app/scope";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { useChainMap, useMarks } from "./api";
import { ChainChooser } from "./ChainChooser";
import { ChainHead } from "./ChainHead";
import { Legend } from "./map/Legend";
import { MapCanvas, type MapHandle } from "./map/MapCanvas";
import { MapTools } from "./map/MapTools";
import { Minimap } from "./map/Minimap";
import { passing } from "./map/filter";
import { barFull } from "./map/lod";
import type { Content } from "./map/surface";
import { network, trace } from "./map/trace";
import { useFirmsInSight } from "./map/useFirmsInSight";
import type { Size, View } from "./map/viewport";
import { count, layoutOf, marksOf } from "./model";
import { NodePanel } from "./node/NodePanel";
import { PrintSheet } from "./PrintSheet";
import { useMapState } from "./useMapState";
import type { WireMap, WireMark } from "./wire";
import { cardWords, describe } from "./words";
import "./map/map.css";

const MapTable = lazy(() => import("./MapTable"));

/** The chain map: the picture, the same as a table, and what is known of one node beside it. */
export function Component() {
  const scope = useScope();
  const [state] = useMapState();
  const map = useChainMap(scope.chain, scope.region);
  const marks = useMarks(scope.chain, scope.region, state.since);
  if (!scope.chain) return <ChainChooser />;
  if (map.isError) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Loading rows={10} />;
  return <ChainMap map={map.data} marks={marks.data?.items ?? null} failed={marks.isError ? marks.error : null} />;
}

function ChainMap({ map, marks: list, failed }: { map: WireMap; marks: readonly WireMark[] | null; failed: unknown }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const look = useLook();
  const scope = useScope();
  const [state, change] = useMapState();
  const place = usePlaceName(scope.region);
  const handle = useRef<MapHandle>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const [sight, setSight] = useState<{ view: View; screen: Size } | null>(null);
  const lateSight = useDeferredValue(sight);

  const layout = useMemo(() => layoutOf(map, lang), [map, lang]);
  const marks = useMemo(() => marksOf(list ?? []), [list]);
  const net = useMemo(() => network(layout), [layout]);
  const counts = useMemo(() => count(layout, marks), [layout, marks]);
  const words = useMemo(() => cardWords(t, scope.region === nation), [t, scope.region]);
  const full = useMemo(() => barFull([...marks.values()].flatMap((m) => [m.share, m.peerShare])), [marks]);
  const firms = useFirmsInSight(map.chain, scope.region, layout, marks, lateSight);
  const passed = useMemo(() => passing(layout, net, marks, state.filter), [layout, net, marks, state.filter]);
  const lightFrom = pointed ?? state.node;
  const light = useMemo(() => (lightFrom && (net.into.has(lightFrom) || net.outOf.has(lightFrom)) ? trace(net, lightFrom) : null), [net, lightFrom]);
  const lit = useMemo(() => (light ? new Set([...light.upstream, ...light.downstream]) : passed), [light, passed]);
  const content: Content = useMemo(
    () => ({ layout, marks, marked: list !== null, lit, trace: light, focus: null, selected: state.node, barFull: full, words, firms, palette: look.palette }),
    [layout, marks, list, lit, light, state.node, full, words, firms, look.palette],
  );

  const nodes = useMemo(() => new Map(layout.nodes.map((n) => [n.id, n])), [layout]);
  const lanes = useMemo(() => new Map(map.lanes.map((l) => [l.position || l.id, lang === "en" ? l.name.en : l.name.zh])), [map, lang]);
  const say = useCallback(
    (id: string) => {
      const n = nodes.get(id);
      return n ? describe(t, n, lanes.get(n.lane) ?? "", list ? (marks.get(id) ?? undefined) : undefined, scope.region === nation) : "";
    },
    [nodes, lanes, marks, list, scope.region, t],
  );
  const open = useCallback((id: string) => change({ node: id }), [change]);
  const jump = useCallback(
    (id: string) => {
      handle.current?.goTo(id);
      change({ node: id });
    },
    [change],
  );

  return (
    <div className="with-inspector">
      <div className="page page-fill map-page print-wide">
        <ChainHead map={map} counts={list ? counts : null} content={content} />
        {failed != null && <ErrorState error={failed} />}
        <MapTools layout={layout} lanes={map.lanes} counts={list ? counts : null} state={state} change={change} onJump={jump} handle={handle} marks={marks} />
        {layout.nodes.length === 0 ? (
          <EmptyState title={t("map.empty")} hint={t("map.emptyHint")} />
        ) : (
          <div className={`map-body map-body-${state.show}`}>
            {state.show !== "table" && (
              <div className="map-frame">
                <MapCanvas ref={handle} content={content} describe={say} onPoint={setPointed} onOpen={open} onClear={() => change({ node: null })} onView={(view, screen) => setSight({ view, screen })} />
                {sight && !look.phone && layout.nodes.length > 24 && (
                  <Minimap layout={layout} marks={marks} marked={list !== null} palette={look.palette} view={sight.view} screen={sight.screen} onGo={(x, y) => handle.current?.centreOn(x, y)} />
                )}
              </div>
            )}
            {state.show !== "map" && (
              <Suspense fallback={<Loading />}>
                <MapTable map={map} layout={layout} marks={marks} marked={list !== null} shown={passed} open={state.node} onOpen={jump} />
              </Suspense>
            )}
          </div>
        )}
        {state.show !== "table" && <Legend marked={list !== null} full={full} compared={state.since !== ""} />}
        <PrintSheet chain={map.chain} region={scope.region} place={place} lang={lang} />
      </div>
      {state.node && nodes.has(state.node) && <NodePanel key={state.node} map={map} id={state.node} mark={marks.get(state.node)} onOpen={jump} onClose={() => change({ node: null })} />}
    </div>
  );
}
