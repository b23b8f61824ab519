/**
 * The one file of colour, type, space, radius and motion. Nothing else in the
 * front end writes a colour or a size: style sheets read the variables that
 * {@link cssVariables} makes, Ant Design gets {@link antTheme}, and pictures
 * (maps, charts) read {@link palette}.
 */
import type { ThemeConfig } from "antd";

/** The themes a person can choose. */
export const themes = ["light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

/** Large-text factors. */
export const textScales = [1, 1.25, 1.5] as const;
export type TextScale = (typeof textScales)[number];

/** Row heights: compact for long work, roomy for reading and for touch. */
export const densities = ["compact", "roomy"] as const;
export type Density = (typeof densities)[number];

/** The class of a node; each has a mark too, because colour is never alone. */
export const signs = ["strong", "potential", "weak", "missing", "unknown"] as const;
export type Sign = (typeof signs)[number];

export interface Palette {
  canvas: string;
  surface: string;
  sunken: string;
  hover: string;
  selected: string;
  line: string;
  lineStrong: string;
  /** Behind the chosen part of a switch. */
  track: string;
  text: string;
  text2: string;
  text3: string;
  primary: string;
  onPrimary: string;
  rail: string;
  railText: string;
  railActive: string;
  focus: string;
  danger: string;
  dangerBg: string;
  warning: string;
  warningBg: string;
  info: string;
  infoBg: string;
  good: string;
  goodBg: string;
  stamp: string;
  sign: Record<Sign, string>;
  signBg: Record<Sign, string>;
  /** Ordered fills for pictures, light to strong. */
  ramp: readonly string[];
}

const light: Palette = {
  canvas: "#f4f5f7",
  surface: "#ffffff",
  sunken: "#eef0f3",
  hover: "#f1f5f9",
  selected: "#e3edf8",
  line: "#dde1e6",
  lineStrong: "#aeb6c0",
  track: "#e1e5ea",
  text: "#1a2027",
  text2: "#46515e",
  text3: "#616c79",
  primary: "#1f4b7d",
  onPrimary: "#ffffff",
  rail: "#17293d",
  railText: "#b9c6d5",
  railActive: "#ffffff",
  focus: "#1d6fd1",
  danger: "#b91c1c",
  dangerBg: "#fdecec",
  warning: "#92500a",
  warningBg: "#fdf3dc",
  info: "#1d4ed8",
  infoBg: "#e8effd",
  good: "#0f6b64",
  goodBg: "#e2f4f1",
  stamp: "#8a4b00",
  sign: { strong: "#0b5a54", potential: "#1d4ed8", weak: "#b05800", missing: "#991b1b", unknown: "#667080" },
  signBg: { strong: "#dff3ef", potential: "#e4ecfd", weak: "#fdf0d9", missing: "#fdeaea", unknown: "#eef0f3" },
  ramp: ["#e6eef6", "#c3d6e9", "#95b6d6", "#6491bd", "#396c9f", "#1f4b7d"],
};

const dark: Palette = {
  canvas: "#101419",
  surface: "#181d24",
  sunken: "#12161b",
  hover: "#212832",
  selected: "#22344a",
  line: "#2d353f",
  lineStrong: "#55606e",
  track: "#2d353f",
  text: "#e7eaee",
  text2: "#b8c0ca",
  text3: "#97a1ad",
  primary: "#8fb8e8",
  onPrimary: "#0e1a28",
  rail: "#0b0f14",
  railText: "#9aa7b6",
  railActive: "#ffffff",
  focus: "#7db4f5",
  danger: "#fca5a5",
  dangerBg: "#3a1c1e",
  warning: "#fcd34d",
  warningBg: "#372a10",
  info: "#93c5fd",
  infoBg: "#1a2a44",
  good: "#5eead4",
  goodBg: "#123330",
  stamp: "#f5c27a",
  sign: { strong: "#5eead4", potential: "#93c5fd", weak: "#fcd34d", missing: "#fca5a5", unknown: "#9ca5b1" },
  signBg: { strong: "#123330", potential: "#1a2a44", weak: "#372a10", missing: "#3a1c1e", unknown: "#22282f" },
  ramp: ["#1c2733", "#233d58", "#2f5a85", "#447bb1", "#6a9fd4", "#a5cbf2"],
};

const contrast: Palette = {
  ...light,
  canvas: "#ffffff",
  sunken: "#ffffff",
  hover: "#eef2f7",
  selected: "#d6e6fb",
  line: "#5a6470",
  lineStrong: "#1a2027",
  text: "#000000",
  text2: "#15191e",
  text3: "#2b323a",
  primary: "#0b3468",
  rail: "#000000",
  railText: "#ffffff",
  focus: "#0046b8",
  danger: "#8f0f0f",
  warning: "#6b3900",
  info: "#12359b",
  good: "#074c46",
  stamp: "#5c3200",
  sign: { strong: "#00473f", potential: "#12359b", weak: "#8a4b00", missing: "#7a0000", unknown: "#555d68" },
};

const palettes: Record<Theme, Palette> = { light, dark, contrast };

/** The colours of a theme, for pictures drawn outside style sheets. */
export function palette(theme: Theme): Palette {
  return palettes[theme];
}

/** Type sizes in px before large text; `body` is 14 on desks and 16 on phones. */
export const type = { tiny: 12, small: 13, body: 14, bodyPhone: 16, title: 16, page: 20, figure: 24, display: 32 } as const;

/** System Chinese faces first; Noto is what Linux desks bring. */
export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif';
/** The rail's single characters wear a Song face, as seals and mastheads do. */
export const fontFamilySong = '"Songti SC", "STSong", "SimSun", "Noto Serif SC", "Noto Serif CJK SC", serif';
export const fontFamilyCode = 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace';

/** The 4-px grid. */
export function space(steps: number): number {
  return steps * 4;
}

export const radius = { small: 3, medium: 5, large: 8 } as const;

/** Motion shows where something went, and nothing else. Milliseconds. */
export const motion = { fast: 150, slow: 200 } as const;

/** Fixed measures of the frame, px before large text. */
export const measure = {
  rail: 64,
  top: 48,
  inspector: 520,
  inspectorWide: 760,
  touch: 44,
  row: { compact: 32, roomy: 40 },
  phone: 720,
} as const;

/** The custom properties of a look, by name; set on the root element. */
export function cssVariables(look: { theme: Theme; scale: TextScale; density: Density; phone: boolean }): Record<string, string> {
  const p = palette(look.theme);
  const out: Record<string, string> = {};
  const px = (n: number) => `${Math.round(n * look.scale * 100) / 100}px`;
  for (const [name, value] of Object.entries(p)) {
    if (typeof value === "string") out[`--${kebab(name)}`] = value;
  }
  for (const sign of signs) {
    out[`--sign-${sign}`] = p.sign[sign];
    out[`--sign-${sign}-bg`] = p.signBg[sign];
  }
  const lift = look.phone ? type.bodyPhone - type.body : 0;
  for (const [name, size] of Object.entries(type)) out[`--type-${kebab(name)}`] = px(size + lift);
  out["--type-body"] = px(type.body + lift);
  for (let n = 1; n <= 16; n++) out[`--s${n}`] = `${space(n)}px`;
  for (const [name, r] of Object.entries(radius)) out[`--radius-${name}`] = `${r}px`;
  out["--rail-width"] = px(measure.rail);
  out["--top-height"] = px(measure.top);
  out["--inspector"] = px(measure.inspector);
  out["--inspector-wide"] = px(measure.inspectorWide);
  out["--row"] = px(look.phone ? measure.touch : measure.row[look.density]);
  out["--touch"] = px(look.phone ? measure.touch : measure.row[look.density]);
  out["--font"] = fontFamily;
  out["--font-song"] = fontFamilySong;
  out["--font-code"] = fontFamilyCode;
  out["--fast"] = `${motion.fast}ms`;
  out["--slow"] = `${motion.slow}ms`;
  out["--shadow"] = look.theme === "dark" ? "0 6px 24px rgb(0 0 0 / 60%)" : "0 6px 24px rgb(20 32 48 / 14%)";
  return out;
}

/** The height of a grid row in px, for the arithmetic of windowing. */
export function rowHeight(look: { scale: TextScale; density: Density; phone: boolean }): number {
  return Math.round((look.phone ? measure.touch : measure.row[look.density]) * look.scale);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`).replace(/(\D)(\d)$/, "$1-$2");
}

/** Ant Design's tokens, derived from ours. */
export function antTheme(look: { theme: Theme; scale: TextScale; density: Density; phone: boolean }): ThemeConfig["token"] {
  const p = palette(look.theme);
  const body = (look.phone ? type.bodyPhone : type.body) * look.scale;
  return {
    colorPrimary: p.primary,
    colorLink: p.primary,
    colorTextLightSolid: p.onPrimary,
    colorInfo: p.info,
    colorSuccess: p.good,
    colorWarning: p.warning,
    colorError: p.danger,
    colorBgBase: p.surface,
    colorBgLayout: p.canvas,
    colorBgContainer: p.surface,
    colorBgElevated: p.surface,
    colorTextBase: p.text,
    colorText: p.text,
    colorTextSecondary: p.text2,
    colorTextTertiary: p.text3,
    colorTextPlaceholder: p.text3,
    colorTextDescription: p.text3,
    colorBorder: p.lineStrong,
    colorBorderSecondary: p.line,
    colorSplit: p.line,
    fontFamily,
    fontSize: body,
    controlHeight: Math.round((look.phone ? measure.touch : 32) * look.scale),
    borderRadius: radius.medium,
    borderRadiusLG: radius.large,
    borderRadiusSM: radius.small,
    wireframe: false,
    motionDurationFast: `${motion.fast}ms`,
    motionDurationMid: `${motion.fast}ms`,
    motionDurationSlow: `${motion.slow}ms`,
  };
}

/** Where Ant Design's own derivation does not fit our surfaces. */
export function antComponents(theme: Theme): ThemeConfig["components"] {
  const p = palette(theme);
  return { Segmented: { trackBg: p.track, itemSelectedBg: p.surface, itemColor: p.text2 } };
}

/** WCAG contrast of two #rrggbb colours, 1 to 21. */
export function contrastRatio(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (hi + 0.05) / (lo + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
