import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChains } from "@/api/chain";
import { usePrefs } from "@/app/prefs";
import { nation, useScope, withScope } from "@/app/scope";
import { PlaceName } from "@/features/region/PlaceName";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { word } from "./model";
import "./map/map.css";

/** Asks for a chain where a page needs one and the scope has none. */
export function ChainChooser({ to = "/map" }: { to?: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const chains = useChains();
  if (chains.isError) return <ErrorState error={chains.error} onRetry={() => void chains.refetch()} />;
  if (!chains.data) return <Loading />;
  const mapped = chains.data.items.filter((c) => c.nodes !== 0);
  return (
    <div className="page">
      <PageHead title={t("map.choose")} state={t("map.chooseHint")} />
      {mapped.length === 0 ? (
        <EmptyState title={t("map.noChain")} hint={t("map.noChainHint")} />
      ) : (
        <ul className="chain-cards">
          {mapped.map((c) => (
            <li key={c.id}>
              <Link to={withScope(to, { ...scope, chain: c.id })}>
                <strong>{word(c.name, lang)}</strong>
                <span className="quiet">{c.region && c.region !== nation ? <PlaceName code={c.region} /> : t("map.standard")}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {mapped.length < chains.data.items.length && (
        <p className="quiet">
          {t("map.unmapped", { n: chains.data.items.length - mapped.length })} <Link to={withScope("/chains", scope)}>{t("map.chains")}</Link>
        </p>
      )}
    </div>
  );
}
