/** What the program sends about chains. Percentages are 0 to 100; null is unknown. */
import type { Sign } from "@/ui/tokens";

export interface Text {
  zh: string;
  en: string;
}

export interface External {
  dependence: "high" | "medium" | "low" | "unknown";
  note?: string;
  source?: string;
  date?: string;
}

export interface WireNode {
  id: string;
  name: Text;
  stage: string;
  group?: string;
  kind_of?: string;
  value_grade?: "high" | "middle" | "low";
  industries?: string[];
  hs?: string[];
  words?: string[];
  technologies?: string[];
  applications?: string[];
  external?: External;
  chains?: string[];
  shared: boolean;
  pinyin?: string;
  initials?: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface WireEdge {
  from: string;
  to: string;
  share?: number | null;
  quantity?: number | null;
  unit?: string;
  grade: string;
  source?: string;
  feedback?: boolean;
  assumed?: boolean;
  /** x, y, x, y, … */
  points: number[];
}

interface WireBox {
  id: string;
  name: Text;
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface WireMap {
  chain: string;
  name: Text;
  version?: string;
  date?: string;
  source?: string;
  width: number;
  height: number;
  lanes: (WireBox & { position: string })[];
  groups: (WireBox & { stage: string })[] | null;
  nodes: WireNode[];
  edges: WireEdge[];
}

export interface WireMark {
  node: string;
  class?: Sign;
  unstable?: boolean;
  local?: number;
  nation?: number;
  share?: number;
  peer_median?: number;
  lead?: string;
  external?: boolean;
  single?: boolean;
  backup?: boolean;
  open?: number;
  before?: Sign;
}
