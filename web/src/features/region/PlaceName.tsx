import { usePlaceName } from "@/api/place";

/** The name of a place by its code. */
export function PlaceName({ code }: { code: string }) {
  return <>{usePlaceName(code)}</>;
}
