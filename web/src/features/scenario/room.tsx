import type { Room } from "@/app/rooms";

export const room: Room = {
  step: "engine",
  doors: [
    { path: "/scenarios/systemic", label: "scenario.doors.systemic", order: 10 },
    { path: "/scenarios/new", label: "scenario.doors.new", order: 11, role: "editor" },
    { path: "/scenarios", label: "scenario.doors.list", order: 12 },
  ],
  routes: [
    { path: "/scenarios", lazy: () => import("./ScenariosPage") },
    { path: "/scenarios/new", lazy: () => import("./NewScenarioPage") },
    { path: "/scenarios/systemic", lazy: () => import("./SystemicPage") },
    { path: "/scenarios/:id", lazy: () => import("./ScenarioPage") },
  ],
};
