import type { Room } from "@/app/rooms";

export const room: Room = { routes: [{ index: true, lazy: () => import("./HomePage") }] };
