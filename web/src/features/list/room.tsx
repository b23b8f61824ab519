import type { Room } from "@/app/rooms";

export const room: Room = {
  step: "list",
  doors: [
    { path: "/lists", label: "list.title", order: 10 },
    { path: "/editions", label: "list.editions", order: 20 },
  ],
  routes: [
    { path: "/lists", lazy: () => import("./ListsPage") },
    { path: "/lists/:list", lazy: () => import("./ListPage") },
    { path: "/editions", lazy: () => import("./EditionsPage") },
    { path: "/editions/:edition", lazy: () => import("./EditionPage") },
  ],
};
