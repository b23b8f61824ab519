import type { Room } from "@/app/rooms";

export const room: Room = { routes: [{ path: "/map/regions", lazy: () => import("./RegionMapPage") }] };
