/** The sentences of a node in the reader's language. */
import type { TFunction } from "i18next";
import { number, percent, unknown } from "@/ui/format";
import type { CardWords } from "./map/card";
import type { MapNode, Mark } from "./map/layout";

/** A share of 0 to 1 as text; more decimals where one would read as zero. */
export function shareText(share: number | null | undefined): string {
  if (share === null || share === undefined) return unknown;
  const p = share * 100;
  return percent(p, p !== 0 && Math.abs(p) < 0.1 ? 2 : 1);
}

export function cardWords(t: TFunction, national: boolean): CardWords {
  return {
    firms: (here, nation) => (national ? t("map.firmsNation", { n: number(nation ?? here, 0) }) : t("map.firmsHere", { here: number(here, 0), nation: number(nation, 0) })),
    share: shareText,
    noLead: t("map.noLead"),
    more: (n) => t("map.moreFirms", { n }),
  };
}

/** One sentence with everything the card shows, for tips and screen readers. */
export function describe(t: TFunction, node: MapNode, lane: string, mark: Mark | undefined, national: boolean): string {
  const parts = [node.name, lane];
  if (mark) {
    parts.push(t(`sign.${mark.sign}`) + (mark.unstable ? t("map.saidUnstable") : ""));
    if (mark.before) parts.push(t("map.saidBefore", { before: t(`sign.${mark.before}`) }));
    parts.push(cardWords(t, national).firms(mark.firms, mark.nationFirms));
    if (mark.share !== null) parts.push(t("map.saidShare", { share: shareText(mark.share), peer: shareText(mark.peerShare) }));
    if (mark.lead) parts.push(t("map.saidLead", { name: mark.lead }));
    if (mark.external) parts.push(t("map.external"));
    if (mark.singleSource) parts.push(t("map.single"));
    if (mark.backup) parts.push(t("map.backup"));
    if (mark.matters > 0) parts.push(t("map.saidMatters", { n: mark.matters }));
  }
  return parts.filter(Boolean).join(t("map.comma"));
}
