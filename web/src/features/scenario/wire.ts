/** What the program sends about scenarios; the types are made from its own description. */
import type { components } from "@/api/gen/schema";

type Wire = components["schemas"];

export type Ask = Wire["ScenarioAsk"];
export type Hit = Wire["ScenarioHit"];
export type Figure = Wire["ScenarioFigure"];
export type Extent = Wire["ScenarioExtent"];
export type Loss = Wire["ScenarioLoss"];
export type FirmLoss = Wire["ScenarioFirmLoss"];
export type NodeLoss = Wire["ScenarioNodeLoss"];
export type SectorLoss = Wire["ScenarioSectorLoss"];
export type MissingFact = Wire["ScenarioMissingFact"];
export type Backup = Wire["ScenarioBackup"];
export type Risk = Wire["ScenarioRisk"];
export type Run = Wire["ScenarioRun"];
export type Answer = Wire["AnswerView"];
export type Answered = Wire["ScenarioBodyBody"];
