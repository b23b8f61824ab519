import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/client";
import { useLook } from "@/app/look";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { ChainChooser } from "./ChainChooser";
import { ChainHead } from "./ChainHead";
import { MapCanvas, type MapHandle } from "./map/MapCanvas";
import { MapTools } from "./map/MapTools";
import { passing } from "./map/filter";
import type { Content } from "./map/surface";
import { network, trace } from "./map/trace";
import { layoutOf } from "./model";
import MapTable from "./MapTable";
import { useMapState } from "./useMapState";
import type { WireMap } from "./wire";
import { cardWords } from "./words";
import "./map/map.css";

type Kind = "technology" | "application";

/** The technology roadmap or the application map: the same picture, made from the same template. */
export function DrawingPage({ kind }: { kind: Kind }) {
  const scope = useScope();
  const q = useQuery({
    queryKey: ["chain-drawing", kind, scope.chain, scope.region],
    queryFn: ({ signal }) => get<WireMap>(`/chains/${encodeURIComponent(scope.chain)}/${kind}`, { region: scope.region }, signal),
    enabled: scope.chain !== "",
    staleTime: 5 * 60_000,
  });
  if (!scope.chain) return <ChainChooser to={`/map/${kind}`} />;
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading rows={10} />;
  return <Drawing map={q.data} kind={kind} />;
}

const noMarks = new Map();
const noFirms = new Map();

function Drawing({ map, kind }: { map: WireMap; kind: Kind }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const look = useLook();
  const [state, change] = useMapState();
  const handle = useRef<MapHandle>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const layout = useMemo(() => layoutOf(map, lang), [map, lang]);
  const net = useMemo(() => network(layout), [layout]);
  const passed = useMemo(() => passing(layout, net, noMarks, state.filter), [layout, net, state.filter]);
  const from = pointed ?? state.node;
  const light = useMemo(() => (from && (net.into.has(from) || net.outOf.has(from)) ? trace(net, from) : null), [net, from]);
  const lit = useMemo(() => (light ? new Set([...light.upstream, ...light.downstream]) : passed), [light, passed]);
  const words = useMemo(() => cardWords(t, true), [t]);
  const content: Content = useMemo(
    () => ({ layout, marks: noMarks, marked: false, lit, trace: light, focus: null, selected: state.node, barFull: 1, words, firms: noFirms, palette: look.palette }),
    [layout, lit, light, state.node, words, look.palette],
  );
  const names = useMemo(() => new Map(layout.nodes.map((n) => [n.id, n.name])), [layout]);
  const say = useCallback((id: string) => names.get(id) ?? "", [names]);
  const jump = (id: string) => {
    handle.current?.goTo(id);
    change({ node: id });
  };
  return (
    <div className="page page-fill map-page print-wide">
      <ChainHead map={map} counts={null} content={content} drawing={kind} />
      <p className="quiet">{t(`map.${kind}Hint`)}</p>
      <MapTools layout={layout} lanes={map.lanes} counts={null} state={state} change={change} onJump={jump} handle={handle} marks={noMarks} />
      {layout.nodes.length === 0 ? (
        <EmptyState title={t(`map.${kind}None`)} hint={t("map.emptyHint")} />
      ) : (
        <div className={`map-body map-body-${state.show}`}>
          {state.show !== "table" && (
            <div className="map-frame">
              <MapCanvas ref={handle} content={content} describe={say} onPoint={setPointed} onOpen={(id) => change({ node: id })} onClear={() => change({ node: null })} />
            </div>
          )}
          {state.show !== "map" && <MapTable map={map} layout={layout} marks={noMarks} marked={false} shown={passed} open={state.node} onOpen={jump} />}
        </div>
      )}
    </div>
  );
}
