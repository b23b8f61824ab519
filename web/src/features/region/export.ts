/** The region map as a file of its own. */
import { save } from "@/features/chain/save";

function svgText(id: string): { text: string; w: number; h: number } | null {
  const el = document.getElementById(id);
  if (!(el instanceof SVGSVGElement)) return null;
  const copy = el.cloneNode(true) as SVGSVGElement;
  const { width: w, height: h } = el.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(w));
  copy.setAttribute("height", String(h));
  return { text: new XMLSerializer().serializeToString(copy), w, h };
}

export function saveSvg(id: string, name: string): void {
  const svg = svgText(id);
  if (svg) save(new Blob([svg.text], { type: "image/svg+xml" }), name);
}

/** As PNG, three times as fine as the picture's own unit. */
export async function savePng(id: string, name: string, ground: string): Promise<void> {
  const svg = svgText(id);
  if (!svg) return;
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg.text], { type: "image/svg+xml" }));
  await new Promise((done, fail) => {
    image.onload = done;
    image.onerror = fail;
    image.src = url;
  });
  const canvas = document.createElement("canvas");
  canvas.width = svg.w * 3;
  canvas.height = svg.h * 3;
  const c = canvas.getContext("2d")!;
  c.fillStyle = ground;
  c.fillRect(0, 0, canvas.width, canvas.height);
  c.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  canvas.toBlob((blob) => blob && save(blob, name), "image/png");
}
