/**
 * The scope: a place and a chain. Every page obeys it and every address carries
 * it as ?region=&chain=, so that a copied address shows the same thing.
 */
import { useCallback } from "react";
import { useNavigate, useSearchParams, type NavigateOptions } from "react-router";

export interface Scope {
  /** Division or park code; "000000" is the nation. */
  region: string;
  /** Chain id; empty means all chains. */
  chain: string;
}

export const nation = "000000";
const stored = "lianzhang.scope";

/** The scope an address carries; what it does not say comes from the fallback. */
export function scopeOf(params: URLSearchParams, fallback: Scope): Scope {
  return { region: params.get("region") || fallback.region, chain: params.get("chain") ?? fallback.chain };
}

/** The address with the scope in it; a scope already there stays. */
export function withScope(to: string, scope: Scope): string {
  const [rest = "", hash] = to.split("#");
  const [path, search] = rest.split("?");
  const params = new URLSearchParams(search);
  if (!params.has("region")) params.set("region", scope.region);
  if (!params.has("chain") && scope.chain) params.set("chain", scope.chain);
  return `${path}?${params.toString()}${hash ? `#${hash}` : ""}`;
}

/** The scope used last in this window. */
export function lastScope(): Scope {
  try {
    const raw = JSON.parse(sessionStorage.getItem(stored) ?? "{}") as Partial<Scope>;
    return { region: raw.region || nation, chain: raw.chain ?? "" };
  } catch {
    return { region: nation, chain: "" };
  }
}

export function rememberScope(scope: Scope): void {
  try {
    sessionStorage.setItem(stored, JSON.stringify(scope));
  } catch {
    // without storage the address alone carries the scope
  }
}

/** The scope of the page, and a way to change it that keeps the rest of the address. */
export function useScope(): Scope & { set: (change: Partial<Scope>) => void } {
  const [params, setParams] = useSearchParams();
  const scope = scopeOf(params, lastScope());
  const set = useCallback(
    (change: Partial<Scope>) =>
      setParams((old) => {
        const next = new URLSearchParams(old);
        if (change.region !== undefined) next.set("region", change.region);
        if (change.chain !== undefined) {
          if (change.chain) next.set("chain", change.chain);
          else next.delete("chain");
        }
        rememberScope(scopeOf(next, { region: nation, chain: "" }));
        return next;
      }),
    [setParams],
  );
  return { ...scope, set };
}

/** Goes to an address of the program and takes the scope along. */
export function useGo(): (to: string, options?: NavigateOptions) => void {
  const navigate = useNavigate();
  const { region, chain } = useScope();
  return useCallback((to, options) => void navigate(withScope(to, { region, chain }), options), [navigate, region, chain]);
}
