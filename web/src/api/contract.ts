/**
 * Keeps our wire types true: every field that a screen reads must exist in what
 * the program describes of itself. A field that was renamed there stops the
 * build here, by name. Regenerate with `make generate`.
 */
import type { Import, Finding } from "@/features/import/model";
import type { ChainSummary, ValueAdded } from "@/features/home/model";
import type { Claim } from "@/features/record/api";
import type { Binned, Merging } from "@/features/record/deeds";
import type { Pair } from "@/features/record/duplicates";
import type { Field, Kind, RecordRow, Source } from "@/features/record/model";
import type { Placement } from "@/features/record/placements";
import type { Ruler } from "@/ui/grid/reach";
import type { View } from "@/features/record/views";
import type { Account, Session } from "@/features/session/api";
import type { components } from "./gen/schema";
import type { Job } from "./job";
import type { Place } from "./place";

type Wire = components["schemas"];

/** Fields of ours that the other side does not have. */
type Gone<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;

/** Nothing may be gone; the first entry that is not never names the culprit. */
export type Contract = [
  Gone<RecordRow, Wire["RecordView"]>,
  Gone<Kind, Wire["FactKind"]>,
  Gone<Field, Wire["FactField"]>,
  Gone<Source, Wire["FactSource"]>,
  Gone<Claim, Wire["ClaimView"]>,
  Gone<Pair, Wire["PairView"]>,
  Gone<Binned, Wire["BinView"]>,
  Gone<Merging, Wire["MergeView"]>,
  Gone<Ruler, Wire["StoreRuler"]>,
  Gone<Placement, Wire["Placement"]>,
  Gone<View, Wire["StoreView"]>,
  Gone<Place, Wire["PlaceView"]>,
  Gone<Account, Wire["AccountView"]>,
  Gone<Session, Wire["SessionView"]>,
  Gone<Import, Wire["ImportView"]>,
  Gone<Finding, Wire["FindingView"]>,
  Gone<Job, Wire["JobView"]>,
  Gone<ChainSummary, Wire["ChainSummary"]>,
  Gone<ValueAdded, Wire["DiagnosisValueAdded"]>,
];

type AllThere<T extends readonly unknown[]> = [T[number]] extends [never] ? true : T[number];

/** Does not compile when a field is gone. */
export const contractHolds: AllThere<Contract> = true;
