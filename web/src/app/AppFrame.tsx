import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Outlet, useLocation, useNavigation, useSearchParams } from "react-router";
import { whenSignedOut } from "@/api/client";
import { SearchBox } from "@/features/search/SearchBox";
import { sessionKey, useAccount, useSession } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { ErrorState } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { printPage } from "@/ui/print";
import { useUndoKey } from "@/ui/undo";
import { AccountMenu } from "./AccountMenu";
import { useLook } from "./look";
import { queries } from "./queries";
import { Rail } from "./Rail";
import { stepAt, type Door } from "./rooms";
import { lastScope, rememberScope, scopeOf, useScope, withScope } from "./scope";
import { ScopePicker } from "./ScopePicker";
import { useDoors } from "./useDoors";

const HelpDialog = lazy(() => import("./HelpDialog"));

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
  const [helping, setHelping] = useState(false);
  useFrameKeys({ search: () => setSearching(true), help: () => setHelping(true) });
  useUndoKey();
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
          <AccountMenu onHelp={() => setHelping(true)} />
        </div>
      </header>
      {inStep.length > 1 && (
        <SubNav at={`${here.pathname} ${inStep.length}`} label={t("frame.subNav")}>
          {inStep.map((door) => (
            <DoorLink key={door.path} door={door} end={inStep.some((d) => d.path.startsWith(`${door.path}/`))} region={scope.region} chain={scope.chain} />
          ))}
        </SubNav>
      )}
      {helping && (
        <Suspense fallback={null}>
          <HelpDialog onClose={() => setHelping(false)} />
        </Suspense>
      )}
      <main id="main" className={going ? "going" : undefined} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
        <PrintStamp demo={demo} />
      </main>
    </div>
  );
}

/** At the foot of everything printed: who printed it and when, and that it is invented when it is. */
function PrintStamp({ demo }: { demo: boolean }) {
  const { t } = useTranslation();
  const account = useAccount();
  const [at, setAt] = useState(() => new Date());
  useEffect(() => {
    const mark = () => flushSync(() => setAt(new Date()));
    addEventListener("beforeprint", mark);
    return () => removeEventListener("beforeprint", mark);
  }, []);
  return (
    <p className="print-stamp" aria-hidden="true">
      {t("frame.printed", { who: account?.title ?? "", at: instant(at.toISOString()) })}
      {demo && ` · ${t("ui.demo")}`}
    </p>
  );
}

/** The doors of the step; the one that is open is scrolled into sight. */
function SubNav({ at, label, children }: { at: string; label: string; children: ReactNode }) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const active = nav.current?.querySelector<HTMLElement>(".active");
    if (nav.current && active) nav.current.scrollLeft = active.offsetLeft - (nav.current.clientWidth - active.offsetWidth) / 2;
  }, [at]);
  return (
    <nav ref={nav} className="sub-nav" aria-label={label}>
      {children}
    </nav>
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

/** Ctrl-K, ⌘K or / opens the search box and ? the list of keys, except while typing; Ctrl-P prints the whole list and not the rows in sight. */
function useFrameKeys(open: { search: () => void; help: () => void }): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const typing = (e.target as HTMLElement).closest("input, textarea, select, [contenteditable]");
      const plain = !typing && !e.ctrlKey && !e.metaKey && !e.altKey;
      if ((e.key.toLowerCase() === "k" && (e.ctrlKey || e.metaKey)) || (e.key === "/" && plain)) open.search();
      else if (e.key.toLowerCase() === "p" && (e.ctrlKey || e.metaKey) && !e.shiftKey) void printPage();
      else if (e.key === "?" && plain) open.help();
      else return;
      e.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
