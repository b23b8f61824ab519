import { useTranslation } from "react-i18next";
import { usePlaceName } from "@/api/place";
import { useScope } from "@/app/scope";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { EditionTable } from "./EditionTable";
import { useEditions } from "./api";
import "./list.css";

/** Every edition of every list in the scope. */
export function Component() {
  const { t } = useTranslation();
  const scope = useScope();
  const place = usePlaceName(scope.region);
  const editions = useEditions({ chain: scope.chain || undefined, region: scope.region === "000000" ? undefined : scope.region, limit: 200 });
  if (editions.isError) return <ErrorState error={editions.error} onRetry={() => void editions.refetch()} />;
  if (!editions.data) return <Loading />;
  return (
    <div className="page">
      <PageHead title={t("list.editions")} state={t("list.editionsState", { place, n: editions.data.items.length })} />
      {editions.data.items.length === 0 ? <EmptyState title={t("list.noEditions")} hint={t("list.noEditionsHint")} /> : <section className="panel"><EditionTable editions={editions.data.items} whole /></section>}
    </div>
  );
}
