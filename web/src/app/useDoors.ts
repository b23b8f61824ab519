import { useAccount, may } from "@/features/session/api";
import { loop, rooms, type Door, type Step } from "./rooms";

/** The doors of every step that the account may open, in the order of the loop. */
export function useDoors(): Map<Step, Door[]> {
  const account = useAccount();
  const all = new Map<Step, Door[]>();
  for (const room of rooms) {
    const own = room.useDoors?.() ?? []; // the list of rooms never changes, so the order of hooks does not either
    if (!room.step) continue;
    all.set(room.step, [...(all.get(room.step) ?? []), ...(room.doors ?? []), ...own]);
  }
  const out = new Map<Step, Door[]>();
  for (const step of loop) {
    const open = (all.get(step) ?? []).filter((d) => !d.role || may(account, d.role)).sort((a, b) => a.order - b.order);
    if (open.length > 0) out.set(step, open);
  }
  return out;
}
