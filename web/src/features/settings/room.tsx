import type { Room } from "@/app/rooms";

export const room: Room = {
  routes: [
    { path: "/settings", lazy: () => import("./SettingsPage") },
    { path: "/me", lazy: () => import("./SettingsPage") },
  ],
};
