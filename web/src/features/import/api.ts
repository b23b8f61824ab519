/** Calls about imports and the background jobs that carry them out. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { address, get, patch, post, type Page } from "@/api/client";
import { cancelJob } from "@/api/job";
import type { Finding, Import, Options } from "./model";

export const keys = {
  all: ["imports"] as const,
  one: (id: string) => ["import", id] as const,
};

export function useImports(limit = 50) {
  return useQuery({ queryKey: [...keys.all, limit], queryFn: ({ signal }) => get<Page<Import>>("/imports", { limit }, signal), staleTime: 5000 });
}

export function useImport(id: string) {
  return useQuery({ queryKey: keys.one(id), queryFn: ({ signal }) => get<Import>(`/imports/${id}`, undefined, signal) });
}

/** The first findings in the order of the file. */
export function useFindings(id: string, version: string) {
  return useQuery({
    queryKey: [...keys.one(id), "findings", version],
    queryFn: ({ signal }) => get<Page<Finding>>(`/imports/${id}/findings`, { limit: 1000 }, signal),
    placeholderData: (old) => old,
  });
}

export function templateAddress(kind: string): string {
  return address(`/templates/${kind}.xlsx`);
}

/** The template with the present records of a place, and of a chain if one is chosen. */
export function filledAddress(kind: string, region: string, chain: string): string {
  return address(`/templates/${kind}.xlsx`, { filled: true, region, chain });
}

export function errorsAddress(id: string): string {
  return address(`/imports/${id}/errors.xlsx`);
}

export function useImportActs(id: string) {
  const cache = useQueryClient();
  const fresh = async (im: Import) => {
    cache.setQueryData(keys.one(id), im);
    await cache.invalidateQueries({ queryKey: keys.all });
    return im;
  };
  const again = () => Promise.all([cache.invalidateQueries({ queryKey: keys.one(id) }), cache.invalidateQueries({ queryKey: keys.all })]);
  return {
    /** Changes the options that are named and looks at the file again; nothing is written. */
    look: async (change: Options) => fresh(await patch<Import>(`/imports/${id}`, change)),
    commit: async (partial: boolean) => {
      await post<Import>(`/imports/${id}/commit`, { partial });
      await again();
    },
    undo: async () => {
      await post<Import>(`/imports/${id}/undo`);
      await Promise.all([again(), cache.invalidateQueries({ queryKey: ["records"] }), cache.invalidateQueries({ queryKey: ["record"] })]);
    },
    cancel: cancelJob,
    reload: () => cache.invalidateQueries({ queryKey: keys.one(id) }),
    recordsChanged: () => cache.invalidateQueries({ queryKey: ["records"] }),
  };
}
