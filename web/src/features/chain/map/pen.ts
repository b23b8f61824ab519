/** What the map is drawn with. Screens and pictures have a canvas pen; tests write down the strokes. */
import type { Palette, Sign } from "@/ui/tokens";

export interface Fill {
  fill?: string;
  stroke?: string;
  /** Line width in px, 1 when left out. */
  width?: number;
  dash?: readonly number[];
  radius?: number;
  alpha?: number;
}

export interface Lettering {
  size: number;
  bold?: boolean;
  fill: string;
  align?: "left" | "center" | "right";
  alpha?: number;
}

export type Icon = "globe" | "single" | "backup" | "matter";

/** All places and sizes are CSS px on the screen; text is placed by its middle height. */
export interface Pen {
  palette: Palette;
  rect(x: number, y: number, w: number, h: number, how: Fill): void;
  /** Diagonal hatching inside a box: the sign of the unknown. */
  hatch(x: number, y: number, w: number, h: number, colour: string, alpha?: number): void;
  text(text: string, x: number, y: number, how: Lettering): void;
  measure(text: string, size: number, bold?: boolean): number;
  /** The mark of a class, `size` px across, centred. */
  mark(sign: Sign, x: number, y: number, size: number, colour: string, alpha?: number): void;
  icon(icon: Icon, x: number, y: number, size: number, colour: string, alpha?: number): void;
  line(points: readonly (readonly [number, number])[], how: Fill & { arrow?: boolean }): void;
}
