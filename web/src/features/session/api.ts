/** Who is signed in. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { del, get, post, put } from "@/api/client";

export type Role = "reader" | "editor" | "admin";

export interface Account {
  id: string;
  name: string;
  title: string;
  role: Role;
  regions: string[];
  class: "public" | "internal" | "sensitive" | "core";
  disabled: boolean;
  demo: boolean;
}

export interface Session {
  state: "setup" | "signed_out" | "signed_in";
  demo: boolean;
  version: string;
  account?: Account;
}

export const sessionKey = ["session"] as const;

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => get<Session>("/session", undefined, signal), staleTime: 5 * 60_000 });
}

/** Sign-in, set-up and sign-out; each leaves the new session in the cache. */
export function useSessionActs() {
  const cache = useQueryClient();
  const take = (session: Session) => {
    cache.clear();
    cache.setQueryData(sessionKey, session);
    return session;
  };
  return {
    signIn: async (name: string, password: string) => take(await post<Session>("/session", { name, password })),
    signInByLink: async (token: string) => take(await post<Session>("/session", { token })),
    setUp: async (token: string, name: string, password: string) => take(await post<Session>("/setup", { token, name, password })),
    signOut: async () => take(await del<Session>("/session")),
    changePassword: async (old: string, next: string) => put<Session>("/session/password", { old, new: next }),
  };
}

const rank: Record<Role, number> = { reader: 1, editor: 2, admin: 3 };

/** Whether an account's role reaches another. */
export function may(account: Account | undefined, role: Role): boolean {
  return !!account && rank[account.role] >= rank[role];
}

/** The account that is signed in; pages inside the frame always have one. */
export function useAccount(): Account | undefined {
  return useSession().data?.account;
}
