import type { Room } from "@/app/rooms";

export const room: Room = {
  step: "map",
  doors: [
    { path: "/map", label: "map.tab.map", order: 10 },
    { path: "/map/technology", label: "map.tab.technology", order: 11 },
    { path: "/map/application", label: "map.tab.application", order: 12 },
    { path: "/map/regions", label: "map.tab.regions", order: 13 },
    { path: "/map/editions", label: "map.tab.editions", order: 14 },
    { path: "/chains", label: "map.chains", order: 20 },
  ],
  routes: [
    { path: "/map", lazy: () => import("./ChainMapPage") },
    { path: "/map/technology", lazy: () => import("./TechnologyPage") },
    { path: "/map/application", lazy: () => import("./ApplicationPage") },
    { path: "/map/editions", lazy: () => import("./EditionsPage") },
    { path: "/chains", lazy: () => import("./ChainListPage") },
  ],
};
