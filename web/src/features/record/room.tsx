import { useTranslation } from "react-i18next";
import type { Door, Room } from "@/app/rooms";
import { useKinds } from "./api";

/** The order of the doors; kinds not named here follow. */
const first = ["firm", "product", "link", "project", "institute", "fund", "park", "statistic", "policy", "honour", "establishment", "survey", "dependence", "node"];

export const room: Room = {
  step: "know",
  doors: [
    { path: "/duplicates", label: "record.duplicates", order: 95 },
    { path: "/merges", label: "deed.merges", order: 96 },
    { path: "/bin", label: "deed.bin", order: 97 },
  ],
  useDoors: (): readonly Door[] => {
    const { i18n } = useTranslation();
    const kinds = useKinds().data?.items ?? [];
    return kinds.map((kind) => {
      const at = first.indexOf(kind.name);
      return { path: `/records/${kind.name}`, label: "", text: kind.label[i18n.language === "en" ? "en" : "zh"], order: 10 + (at < 0 ? first.length : at) };
    });
  },
  routes: [
    { path: "/records/:kind/:id?", lazy: () => import("./RecordsPage") },
    { path: "/duplicates", lazy: () => import("./DuplicatesPage") },
    { path: "/merges", lazy: () => import("./MergesPage") },
    { path: "/bin", lazy: () => import("./BinPage") },
  ],
};
