import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, put, type Page } from "@/api/client";
import type { Account, Role } from "@/features/session/api";

export interface AccountFields {
  title?: string;
  role: Role;
  regions: string[];
  class?: Account["class"];
  disabled?: boolean;
}

const key = ["accounts"] as const;

export function useAccounts() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => get<Page<Account>>("/accounts", undefined, signal) });
}

export function useAccountActs() {
  const cache = useQueryClient();
  const then = async <T>(act: Promise<T>) => {
    const out = await act;
    await cache.invalidateQueries({ queryKey: key });
    return out;
  };
  return {
    add: (name: string, password: string, fields: AccountFields) => then(post<Account>("/accounts", { name, password, ...fields })),
    change: (id: string, fields: AccountFields) => then(put<Account>(`/accounts/${id}`, fields)),
    setPassword: (id: string, password: string) => then(put<void>(`/accounts/${id}/password`, { password })),
  };
}
