import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Palette } from "@/ui/tokens";
import type { Layout, Marks } from "./layout";
import type { Size, View } from "./viewport";
import { fit, toLayout, visible } from "./viewport";

const size = { w: 176, h: 112 };

/** The whole map small, with a frame around what the screen shows; press or drag to go there. */
export function Minimap(props: { layout: Layout; marks: Marks; marked: boolean; palette: Palette; view: View; screen: Size; onGo: (x: number, y: number) => void }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { layout, marks, marked, palette: p, view, screen } = props;
  const whole = fit({ x: 0, y: 0, w: layout.width, h: layout.height }, size, 4, 1);

  useEffect(() => {
    const ratio = Math.min(3, devicePixelRatio || 1);
    const el = canvas.current!;
    el.width = size.w * ratio;
    el.height = size.h * ratio;
    const c = el.getContext("2d")!;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.fillStyle = p.surface;
    c.fillRect(0, 0, size.w, size.h);
    c.setTransform(ratio * whole.k, 0, 0, ratio * whole.k, ratio * whole.x, ratio * whole.y);
    for (const n of layout.nodes) {
      c.fillStyle = marked ? p.sign[marks.get(n.id)?.sign ?? "unknown"] : p.lineStrong;
      c.fillRect(n.x, n.y, n.w, n.h);
    }
  }, [layout, marks, marked, p, whole.k, whole.x, whole.y]);

  const seen = visible(view, screen);
  const clip = (v: number, lo: number, hi: number) => Math.min(hi, Math.max(lo, v));
  const x0 = clip(seen.x * whole.k + whole.x, 0, size.w);
  const y0 = clip(seen.y * whole.k + whole.y, 0, size.h);
  const x1 = clip((seen.x + seen.w) * whole.k + whole.x, 0, size.w);
  const y1 = clip((seen.y + seen.h) * whole.k + whole.y, 0, size.h);
  const go = (e: React.PointerEvent<HTMLDivElement>) => {
    if (e.type === "pointermove" && e.buttons === 0) return;
    const r = e.currentTarget.getBoundingClientRect();
    props.onGo(...toLayout(whole, e.clientX - r.left, e.clientY - r.top));
  };
  return (
    <div className="minimap" role="img" aria-label={t("map.minimap")} onPointerDown={go} onPointerMove={go} style={{ width: size.w, height: size.h }}>
      <canvas ref={canvas} style={{ width: size.w, height: size.h }} />
      <div className="minimap-frame" style={{ left: x0, top: y0, width: Math.max(4, x1 - x0), height: Math.max(4, y1 - y0) }} />
    </div>
  );
}
