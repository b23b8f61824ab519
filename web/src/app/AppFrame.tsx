import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Outlet, useLocation, useNavigation, useSearchParams } from "react-router";
import { whenSignedOut } from "@/api/client";
import { SearchBox } from "@/features/search/SearchBox";
import { sessionKey, useSession } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { AccountMenu } from "./AccountMenu";
import { useLook } from "./look";
import { queries } from "./queries";
import { Rail } from "./Rail";
import { stepAt, type Door } from "./rooms";
import { lastScope, rememberScope, scopeOf, useScope, withScope } from "./scope";
import { ScopePicker } from "./ScopePicker";
import { useDoors } from "./useDoors";

/** The frame of every page: the rail, the top bar with the scope, the page. */
export function AppFrame() {
  const session = useSession();
  const here = useLocation();
  useEffect(() => whenSignedOut(() => void queries.invalidateQueries({ queryKey: sessionKey })), []);
  if (session.isPending) return <Loading />;
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data.state === "setup") return <Navigate to={`/setup${here.hash}`} replace />;
  if (session.data.state !== "signed_in") {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  }
  return <Inside demo={session.data.demo} />;
}

function Inside({ demo }: { demo: boolean }) {
  const { t } = useTranslation();
  const { phone } = useLook();
  const here = useLocation();
  const going = useNavigation().state !== "idle";
  const [searching, setSearching] = useState(false);
  const scope = useScope();
  useScopeInAddress();
  useSearchKey(() => setSearching(true));
  const doors = useDoors();
  const step = stepAt(here.pathname, doors);
  const inStep = step ? (doors.get(step) ?? []) : [];
  return (
    <div className={`frame${phone ? " frame-phone" : ""}`}>
      <a className="skip-link" href="#main">
        {t("frame.skip")}
      </a>
      <Rail doors={doors} step={step} phone={phone} />
      <header className="top-bar">
        <ScopePicker />
        <SearchBox open={searching} onOpen={() => setSearching(true)} onClose={() => setSearching(false)} />
        <div className="top-end">
          {demo && <DemoStamp />}
          <AccountMenu />
        </div>
      </header>
      {inStep.length > 1 && (
        <nav className="sub-nav" aria-label={t("frame.subNav")}>
          {inStep.map((door) => (
            <DoorLink key={door.path} door={door} end={inStep.some((d) => d.path.startsWith(`${door.path}/`))} region={scope.region} chain={scope.chain} />
          ))}
        </nav>
      )}
      <main id="main" className={going ? "going" : undefined} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function DoorLink({ door, end, region, chain }: { door: Door; end: boolean; region: string; chain: string }) {
  const { t } = useTranslation();
  return <NavLink end={end} to={withScope(door.path, { region, chain })}>{door.text ?? t(door.label)}</NavLink>;
}

/** Writes the scope used last into an address that carries none. */
function useScopeInAddress(): void {
  const [params, setParams] = useSearchParams();
  useEffect(() => {
    if (params.has("region")) rememberScope(scopeOf(params, { region: "", chain: "" }));
    else {
      const last = lastScope();
      const next = new URLSearchParams(params);
      next.set("region", last.region);
      if (last.chain && !next.has("chain")) next.set("chain", last.chain);
      setParams(next, { replace: true });
    }
  }, [params, setParams]);
}

/** Ctrl-K, ⌘K or / opens the search box, except while typing. */
function useSearchKey(open: () => void): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const typing = (e.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
      if ((e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey)) || (e.key === "/" && !typing && !e.ctrlKey && !e.altKey)) {
        e.preventDefault();
        open();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
