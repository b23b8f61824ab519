import type { Room } from "@/app/rooms";

export const room: Room = {
  step: "diagnose",
  doors: [
    { path: "/diagnosis", label: "diagnosis.doors.overview", order: 10 },
    { path: "/diagnosis/chain", label: "diagnosis.doors.chain", order: 11 },
    { path: "/diagnosis/compare", label: "diagnosis.doors.compare", order: 12 },
    { path: "/diagnosis/changes", label: "diagnosis.doors.changes", order: 13 },
    { path: "/diagnosis/duplication", label: "diagnosis.doors.duplication", order: 14 },
    { path: "/diagnosis/lift", label: "diagnosis.doors.lift", order: 15 },
    { path: "/diagnosis/method", label: "diagnosis.doors.method", order: 16 },
  ],
  routes: [
    { path: "/diagnosis", lazy: () => import("./OverviewPage") },
    { path: "/diagnosis/chain", lazy: () => import("./ChainDiagnosisPage") },
    { path: "/diagnosis/compare", lazy: () => import("./ComparePage") },
    { path: "/diagnosis/changes", lazy: () => import("./ChangesPage") },
    { path: "/diagnosis/duplication", lazy: () => import("./DuplicationPage") },
    { path: "/diagnosis/lift", lazy: () => import("./LiftPage") },
    { path: "/diagnosis/method", lazy: () => import("./MethodPage") },
  ],
};
