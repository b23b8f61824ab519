/** What the program sends about a diagnosis. Shares are 0 to 1; null is unknown. */
import type { Sign } from "@/ui/tokens";

export interface Part {
  id: string;
  value: number | null;
  unit: string;
  score: number | null;
  weight: number;
  threshold: number;
  missing?: string;
}

export interface Measures {
  firms: number;
  qualified: number;
  with_amount: number;
  amount_fen: number | null;
  nation_firms: number;
  nation_amount_fen: number | null;
  national_share: number | null;
  local_share: number | null;
  lq: number | null;
  peer_rank: number | null;
  peer_median: number | null;
  peer_lq: number | null;
  hhi: number | null;
  cr1: number | null;
  cr3: number | null;
  cr5: number | null;
  suppliers_for_75: number | null;
  high_grade_share: number | null;
  low_grade_share: number | null;
  market_share: number | null;
  buyers: number;
  single_source_buyers: number;
  local_supply: number | null;
  single_firm: boolean;
  dependence: "yes" | "no" | "unknown";
}

export interface FirmEvidence {
  id: string;
  placement: string;
  name: string;
  region: string;
  amount_fen: number | null;
  confidence: number;
  value_grade?: string;
  role?: string;
  rungs?: string[];
  listed?: boolean;
  qualified: boolean;
  demo?: boolean;
}

export interface SearchRef {
  id: string;
  region: string;
  on: string;
  by: string;
  coverage: number;
  found: number | null;
  valid: boolean;
}

export interface Evidence {
  firms: FirmEvidence[] | null;
  other_firms: number;
  searches: SearchRef[] | null;
  projects: { id: string; name: string; region: string; stage: string }[] | null;
  institutes: { id: string; name: string; region: string }[] | null;
  products: { id: string; firm: string; market_share: number; value_grade?: string }[] | null;
  purchases: number;
  single_sources: { buyer: string; supplier: string; link: string }[] | null;
  neighbours: { id: string; class: Sign }[] | null;
}

export interface Verdict {
  id: string;
  class: Sign;
  score: number | null;
  low: number | null;
  high: number | null;
  missing: number;
  hold: number | null;
  unstable: boolean;
  confidence: "high" | "medium" | "low";
  basis: "amount" | "count";
  reasons: string[] | null;
  parts: Part[] | null;
  measures: Measures;
  evidence: Evidence | null;
}

export interface Thresholds {
  version: string;
  dated: string;
  sha256: string;
}

export interface Warning {
  code: string;
  answer: boolean;
  /** The sentence in the reader's language. */
  message: string;
  given?: { answer: string; by: string; at: number };
}

/** One verdict with its reasons as sentences, and what judged. */
export interface VerdictView extends Verdict {
  day: string;
  thresholds: Thresholds;
  said: string[] | null;
}

export interface Result {
  chain: string;
  template_version: string;
  region: string;
  level: string;
  scope: "in_place" | "registered";
  day: string;
  data_version: number;
  thresholds: Thresholds;
  base: { kind: string; year?: number; peers: number };
  counts: Record<Sign, number> & { unstable: number };
  nodes: Verdict[];
  warnings: Warning[] | null;
  breaks: unknown[] | null;
  sources: string[] | null;
}
