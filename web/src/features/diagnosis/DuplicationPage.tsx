import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, type Page } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { useChainMap } from "@/features/chain/api";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { PlaceName } from "@/features/region/PlaceName";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { number, percent } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { ScrollX } from "@/ui/ScrollX";
import "./diagnosis.css";

interface Likeness {
  id: string;
  cosine: number;
  jaccard: number;
  common: number;
  firms: number;
  repeat: boolean;
}

/** How much the chains of other places of the same level are the same. */
export function Component() {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const place = usePlaceName(scope.region);
  const map = useChainMap(scope.chain, scope.region);
  const q = useQuery({
    queryKey: ["duplication", scope.chain, scope.region],
    queryFn: ({ signal }) => get<Page<Likeness>>(`/chains/${encodeURIComponent(scope.chain)}/duplication`, { region: scope.region, limit: 200 }, signal),
    enabled: scope.chain !== "",
  });
  if (!scope.chain) return <ChainChooser to="/diagnosis/duplication" />;
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading rows={8} />;
  const repeats = q.data.items.filter((i) => i.repeat).length;
  return (
    <div className="page page-narrow">
      <PageHead title={t("diagnosis.duplicationTitle", { chain: word(map.data?.name, lang), place })} state={q.data.items.length > 0 && t("diagnosis.duplicationState", { n: q.data.total ?? q.data.items.length, repeats })} />
      {q.data.items.length === 0 ? (
        <EmptyState title={t("diagnosis.noLikeness")} hint={t("diagnosis.noLikenessHint")} />
      ) : (
        <ScrollX className="panel">
          <table className="plain">
            <thead>
              <tr>
                <th>{t("region.place")}</th>
                <th className="right" title={t("diagnosis.cosineWhy")}>{t("diagnosis.cosine")}</th>
                <th className="right" title={t("diagnosis.jaccardWhy")}>{t("diagnosis.jaccard")}</th>
                <th className="right">{t("diagnosis.common")}</th>
                <th className="right">{t("region.measures.firms")}</th>
                <th>{t("diagnosis.judgement")}</th>
              </tr>
            </thead>
            <tbody>
              {q.data.items.map((i) => (
                <tr key={i.id}>
                  <td><PlaceName code={i.id} /></td>
                  <td className="right num">{percent(i.cosine * 100, 0)}</td>
                  <td className="right num">{percent(i.jaccard * 100, 0)}</td>
                  <td className="right num">{i.common}</td>
                  <td className="right num">{number(i.firms, 0)}</td>
                  <td>{i.repeat ? <strong>▲ {t("diagnosis.repeat")}</strong> : <span className="quiet">{t("diagnosis.noRepeat")}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </div>
  );
}
