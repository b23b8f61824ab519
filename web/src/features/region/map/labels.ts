/** Which names can be written on a map without lying on each other. */
import type { Shape } from "./outline";

export interface Label {
  code: string;
  text: string;
  x: number;
  y: number;
  size: number;
}

/**
 * Names where they fit, the roomiest places first. `k` is screen px per unit of
 * the picture; sizes are in px and do not grow with the zoom.
 */
export function labels(shapes: readonly Shape[], k: number, size: number, width: (text: string, size: number) => number): Label[] {
  const taken: { x0: number; y0: number; x1: number; y1: number }[] = [];
  const out: Label[] = [];
  const order = [...shapes].sort((a, b) => b.label.room - a.label.room || (a.code < b.code ? -1 : 1));
  for (const s of order) {
    for (const text of forms(s.name)) {
      const w = width(text, size) / k;
      const h = (size * 1.25) / k;
      if (w > s.box.w * 1.6 && s.label.room * k < size) continue;
      const b = { x0: s.label.x - w / 2, y0: s.label.y - h / 2, x1: s.label.x + w / 2, y1: s.label.y + h / 2 };
      if (taken.some((t) => t.x0 < b.x1 && b.x0 < t.x1 && t.y0 < b.y1 && b.y0 < t.y1)) continue;
      taken.push(b);
      out.push({ code: s.code, text, x: s.label.x, y: s.label.y, size });
      break;
    }
  }
  return out;
}

/** The name, and its short form for little room: 延边朝鲜族自治州 → 延边. */
function forms(name: string): string[] {
  const short = shorten(name);
  return short === name ? [name] : [name, short];
}

const peoples = /(蒙古族藏族|土家族苗族|布依族苗族|苗族侗族|藏族羌族|哈尼族彝族|壮族苗族|傣族景颇族|黎族苗族|朝鲜族|蒙古族|回族|藏族|彝族|白族|傣族|傈僳族|苗族|黎族|蒙古|哈萨克|柯尔克孜|土家族|侗族|壮族|瑶族|畲族|满族)/;

export function shorten(name: string): string {
  const bare = name.replace(/(特别行政区|自治区|新区|自治州|自治县|地区|林区|省|市|盟|区|县)$/, "");
  if (bare.length < 2) return name;
  const cut = /自治/.test(name) ? bare.replace(new RegExp(`${peoples.source}$`), "") : bare;
  return cut.length >= 2 ? cut : bare;
}
