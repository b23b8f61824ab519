/**
 * The rooms of the front end. A feature folder with a room.tsx is a room; nothing
 * else needs to be told. The rail shows the steps of the loop that have a room.
 */
import type { RouteObject } from "react-router";

/** The steps of the loop, in the order of the rail. */
export const loop = ["know", "map", "diagnose", "list", "people", "matter", "dispatch", "assess", "engine"] as const;
export type Step = (typeof loop)[number];

/** One page that navigation offers. */
export interface Door {
  /** Address without the scope. */
  path: string;
  /** Key of its word. */
  label: string;
  /** Order inside the step. */
  order: number;
  /** Only for those who may do this; everyone when left out. */
  role?: "editor" | "admin";
  /** A word already in the person's language, when there is no key for it. */
  text?: string;
}

export interface Room {
  /** Where on the rail; left out for rooms that are reached otherwise. */
  step?: Step;
  doors?: readonly Door[];
  /** A hook for doors that come from the server, such as the kinds of record. */
  useDoors?: () => readonly Door[];
  /** Pages inside the frame; load them lazily. */
  routes: readonly RouteObject[];
}

const found = import.meta.glob<{ room: Room }>("../features/*/room.tsx", { eager: true });

export const rooms: readonly Room[] = Object.keys(found)
  .sort()
  .map((file) => (found[file] as { room: Room }).room);

/** The step whose door is the longest beginning of the address. */
export function stepAt(pathname: string, doors: ReadonlyMap<Step, readonly Door[]>): Step | undefined {
  let best: { step: Step; length: number } | undefined;
  for (const [step, list] of doors) {
    for (const door of list) {
      const inside = pathname === door.path || pathname.startsWith(`${door.path}/`);
      if (inside && door.path.length > (best?.length ?? 0)) best = { step, length: door.path.length };
    }
  }
  return best?.step;
}
