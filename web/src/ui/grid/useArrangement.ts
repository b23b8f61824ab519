import { useCallback, useState } from "react";
import { parseArrangement, untouched, type Arrangement } from "./column";

function read(key: string): Arrangement | undefined {
  try {
    return parseArrangement(localStorage.getItem(`lianzhang.columns.${key}`));
  } catch {
    return undefined;
  }
}

/** A person's arrangement of the columns of one table, kept in this browser. */
export function useArrangement(key: string, first: Arrangement = untouched): [Arrangement, (a: Arrangement) => void] {
  const [state, setState] = useState(() => ({ key, value: read(key) ?? first }));
  const value = state.key === key ? state.value : (read(key) ?? first);
  const set = useCallback(
    (next: Arrangement) => {
      setState({ key, value: next });
      try {
        localStorage.setItem(`lianzhang.columns.${key}`, JSON.stringify(next));
      } catch {
        // kept until the page is closed
      }
    },
    [key],
  );
  return [value, set];
}
