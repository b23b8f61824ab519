import { useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import type { MapNode } from "./layout";
import { type Content, Surface } from "./surface";
import { type Direction, network, step } from "./trace";
import type { Size, View } from "./viewport";

export interface MapHandle {
  goTo(id: string): void;
  zoom(factor: number): void;
  fit(): void;
  centreOn(x: number, y: number): void;
}

interface Props {
  ref?: Ref<MapHandle>;
  content: Content;
  /** What a node is for a person who cannot see the picture. */
  describe: (id: string) => string;
  onPoint: (id: string | null) => void;
  onOpen: (id: string) => void;
  onClear: () => void;
  onView?: (view: View, screen: Size) => void;
}

const arrows: Record<string, Direction> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** The map itself: a canvas that takes the focus once; arrows then walk along the edges. */
export function MapCanvas(props: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<Surface | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [tip, setTip] = useState<{ node: MapNode; x: number; y: number } | null>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const net = useMemo(() => network(props.content.layout), [props.content.layout]);

  useEffect(() => {
    const el = canvas.current!;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const s = new Surface(
      el,
      {
        point: (node, x, y) => {
          setTip((old) => (old?.node === node ? old : node ? { node, x, y } : null));
          el.style.cursor = node ? "pointer" : "";
          latest.current.onPoint(node?.id ?? null);
        },
        press: (node) => (node ? latest.current.onOpen(node.id) : latest.current.onClear()),
        open: (node) => s.goTo(node.id),
        moved: (view, screen) => latest.current.onView?.(view, screen),
      },
      () => calm.matches,
    );
    surface.current = s;
    const box = el.parentElement!;
    const size = () => s.resize(box.clientWidth, box.clientHeight, Math.min(3, devicePixelRatio || 1));
    const watch = new ResizeObserver(size);
    watch.observe(box);
    size();
    return () => {
      watch.disconnect();
      s.stop();
    };
  }, []);

  useEffect(() => {
    surface.current?.show({ ...props.content, focus });
  }, [props.content, focus]);

  useImperativeHandle(props.ref, () => ({
    goTo: (id) => surface.current?.goTo(id),
    zoom: (factor) => surface.current?.zoom(factor),
    fit: () => surface.current?.fitAll(),
    centreOn: (x, y) => surface.current?.centreOn(x, y),
  }));

  const look = (id: string | null) => {
    setFocus(id);
    props.onPoint(id);
    if (id) surface.current?.goTo(id, false);
  };
  const onKeyDown = (e: React.KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const direction = arrows[e.key];
    if (direction) {
      const from = focus ?? props.content.selected;
      look(from ? (step(props.content.layout.nodes, net, from, direction) ?? from) : (props.content.layout.nodes[0]?.id ?? null));
    } else if (e.key === "Enter" && focus) props.onOpen(focus);
    else if (e.key === "+" || e.key === "=") surface.current?.zoom(1.3);
    else if (e.key === "-") surface.current?.zoom(1 / 1.3);
    else if (e.key === "0") surface.current?.fitAll();
    else if (e.key === "Escape" && focus) look(null);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const said = focus ?? props.content.selected;
  return (
    <div className="map-canvas">
      <canvas
        ref={canvas}
        tabIndex={0}
        role="application"
        aria-roledescription={t("map.picture")}
        aria-label={t("map.keys")}
        aria-describedby="map-said"
        onKeyDown={onKeyDown}
        onBlur={() => look(null)}
      />
      <div id="map-said" className="visually-hidden" aria-live="polite">
        {said ? props.describe(said) : ""}
      </div>
      {tip && !focus && (
        <div className="map-tip" role="presentation" style={{ left: tip.x, top: tip.y }}>
          {props.describe(tip.node.id)}
        </div>
      )}
    </div>
  );
}
