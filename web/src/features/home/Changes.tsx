import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get } from "@/api/client";
import { useNames } from "@/api/names";
import { asProblem } from "@/api/problem";
import { useScope, withScope } from "@/app/scope";
import { ErrorState } from "@/ui/ErrorState";
import { SignMark } from "@/ui/SignMark";
import type { Sign } from "@/ui/tokens";

interface Change {
  id: string;
  from: Sign | "";
  to: Sign | "";
}

/** How many changes the overview shows; the page of changes has them all. */
const most = 6;

/** What changed on a chain since the diagnosis that was kept last. */
export function Changes({ chain }: { chain: string }) {
  const { t } = useTranslation();
  const scope = useScope();
  const { name } = useNames();
  const found = useQuery({
    queryKey: ["kept", "changes", chain, scope.region],
    queryFn: ({ signal }) => get<{ items: Change[] | null }>(`/chains/${encodeURIComponent(chain)}/diagnosis/changes`, { region: scope.region }, signal),
  });
  const items = (found.data?.items ?? []).filter((c) => c.from !== c.to);
  const none = found.isError && asProblem(found.error).status === 404;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("home.changes", { chain: name("chain", chain) ?? chain })}</h2>
        <Link to={withScope(`/diagnosis/changes?chain=${chain}`, { region: scope.region, chain })}>{t("home.all")}</Link>
      </div>
      {none ? (
        <p className="quiet">{asProblem(found.error).message}</p>
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data && items.length === 0 ? (
        <p className="quiet">{t("home.noChanges")}</p>
      ) : (
        <ul className="home-changes">
          {items.slice(0, most).map((c) => (
            <li key={c.id}>
              <span className="ellipsis">{name("node", c.id) ?? c.id}</span>
              <span>
                {c.from ? <SignMark sign={c.from} /> : <span className="quiet">{t("home.added")}</span>} → {c.to ? <SignMark sign={c.to} /> : <span className="quiet">{t("home.dropped")}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
