import type { Room } from "@/app/rooms";

export const room: Room = {
  step: "know",
  doors: [{ path: "/imports", label: "import.title", order: 90 }],
  routes: [
    { path: "/imports", lazy: () => import("./ImportsPage") },
    { path: "/imports/new", lazy: () => import("./NewImportPage") },
    { path: "/imports/:id", lazy: () => import("./ImportPage") },
  ],
};
