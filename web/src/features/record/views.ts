/** Questions that a person keeps by name; they live with the account. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { del, get, post, type Page } from "@/api/client";

export interface View {
  id: string;
  kind: string;
  name: string;
  /** The question as an address would carry it. */
  body: string;
}

const key = (kind: string) => ["views", kind] as const;

export function useViews(kind: string) {
  return useQuery({ queryKey: key(kind), queryFn: ({ signal }) => get<Page<View>>("/views", { kind }, signal), staleTime: 5 * 60_000 });
}

export function useViewActs(kind: string) {
  const cache = useQueryClient();
  const changed = () => cache.invalidateQueries({ queryKey: key(kind) });
  return {
    save: async (name: string, body: string) => {
      await post<View>("/views", { kind, name, body });
      await changed();
    },
    drop: async (id: string) => {
      await del<void>(`/views/${id}`);
      await changed();
    },
  };
}
