import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useLook } from "@/app/look";
import { fontFamily, type Sign } from "@/ui/tokens";
import { labels } from "./map/labels";
import { type Outline, picture } from "./map/outline";
import { fillOf, type Step, stepOf } from "./map/scale";
import type { PlaceValue } from "./model";

interface Props {
  outline: Outline;
  values: readonly PlaceValue[];
  steps: readonly Step[];
  byClass: boolean;
  pointed: string | null;
  onPoint: (code: string | null) => void;
  onOpen: (code: string) => void;
  text: (v: PlaceValue) => string;
  id: string;
  caption: string;
}

/** The marks as characters, because colour never stands alone. */
const glyph: Record<Sign, string> = { strong: "●", potential: "◐", weak: "▲", missing: "○", unknown: "?" };

const measureCanvas = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");

/** Width of a label on the screen, px. */
function width(text: string, size: number): number {
  if (!measureCanvas) return text.length * size;
  measureCanvas.font = `${size}px ${fontFamily}`;
  return measureCanvas.measureText(text).width;
}

/** The outline filled by value. Every place can be reached with the keyboard and says its value. */
export function RegionPicture(props: Props) {
  const { t } = useTranslation();
  const { palette: p, phone } = useLook();
  // letters keep about one size on the screen: a phone shows the picture at a third
  const k = phone ? 0.34 : 0.75;
  const pic = useMemo(() => picture(props.outline), [props.outline]);
  const byCode = useMemo(() => new Map(props.values.map((v) => [v.code, v])), [props.values]);
  const names = useMemo(() => labels(pic.shapes, k, phone ? 10 : 12, width), [pic, k, phone]);
  const fill = (code: string): string => {
    const v = byCode.get(code);
    if (!v) return `url(#${props.id}-none)`;
    if (props.byClass) return v.sign === null || v.sign === "unknown" ? `url(#${props.id}-none)` : p.signBg[v.sign];
    return fillOf(stepOf(v.value, props.steps), props.steps, p.ramp, p.sunken) ?? `url(#${props.id}-none)`;
  };
  const dark = (code: string) => {
    const at = stepOf(byCode.get(code)?.value ?? null, props.steps);
    return !props.byClass && at >= 0 && p.ramp.indexOf(fill(code)) >= 3;
  };
  return (
    <svg className="region-svg" id={props.id} viewBox={`-8 -8 ${pic.width + 16} ${pic.height + 52}`} role="group" aria-label={t("region.picture")} preserveAspectRatio="xMidYMid meet">
      <defs>
        <pattern id={`${props.id}-none`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" fill={p.surface} />
          <path d="M0 0v7" stroke={p.lineStrong} strokeWidth="1.2" />
        </pattern>
      </defs>
      {pic.shapes.map((s) => {
        const v = byCode.get(s.code);
        return (
          <path
            key={s.code || s.name}
            d={s.path}
            fillRule="evenodd"
            fill={fill(s.code)}
            stroke={s.code === props.pointed ? p.focus : fill(s.code).startsWith("url") ? p.lineStrong : p.surface}
            strokeWidth={s.code === props.pointed ? 3 : 1}
            className={v ? "region-shape" : undefined}
            tabIndex={v ? 0 : undefined}
            role={v ? "button" : undefined}
            aria-label={v ? `${v.name} ${props.text(v)}` : s.name}
            onPointerEnter={() => props.onPoint(s.code)}
            onPointerLeave={() => props.onPoint(null)}
            onFocus={() => props.onPoint(s.code)}
            onBlur={() => props.onPoint(null)}
            onClick={() => v && props.onOpen(s.code)}
            onKeyDown={(e) => {
              if (!v || (e.key !== "Enter" && e.key !== " ")) return;
              e.preventDefault();
              props.onOpen(s.code);
            }}
          >
            <title>{v ? `${v.name} ${props.text(v)}` : s.name}</title>
          </path>
        );
      })}
      <g pointerEvents="none" fontFamily={fontFamily} textAnchor="middle">
        {names.map((l) => (
          <text key={l.code + l.text} x={l.x} y={l.y + 4 / k} fontSize={(phone ? 10 : 12) / k} fill={dark(l.code) ? p.surface : p.text} aria-hidden="true">
            {props.byClass ? `${glyph[byCode.get(l.code)?.sign ?? "unknown"]} ${l.text}` : l.text}
          </text>
        ))}
        <text x={pic.width / 2} y={pic.height + 36} fontSize={(phone ? 10 : 12.5) / k} fill={p.stamp}>
          {props.caption}
        </text>
      </g>
    </svg>
  );
}
