import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { DemoStamp } from "@/ui/DemoStamp";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { useClaims } from "./api";
import { useGiver } from "./giver";
import { namesFrom, show, type Kind } from "./model";

/** The ledger: who said what and when; the values shown are marked. */
export function Ledger({ kind, id }: { kind: Kind; id: string }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const who = useGiver();
  const claims = useClaims(kind.name, id);
  if (claims.isPending) return <Loading rows={4} />;
  if (claims.isError) return <ErrorState error={claims.error} onRetry={() => void claims.refetch()} />;
  if (claims.data.items.length === 0) return <EmptyState title={t("record.noClaims")} />;
  return (
    <ol className="ledger">
      {claims.data.items.map((claim) => (
        <li key={claim.id} className={claim.withdrawn_at ? "ledger-gone" : undefined}>
          <div className="ledger-head">
            <strong>{claim.source.url?.startsWith("http") ? <a href={claim.source.url} rel="noreferrer">{claim.source.name}</a> : claim.source.name}</strong>
            {claim.source.demo && <DemoStamp small />}
            <span className="quiet num">{claim.as_of || t("record.noDate")}</span>
          </div>
          <div className="ledger-sub">
            {claim.given_by && <span>{t("record.givenBy", { who: who(claim.given_by) })}</span>}
            <span className="num">{instant(claim.at)}</span>
            {claim.import && (
              <Link to={`/imports/${claim.import}`}>
                {t("record.fromImport")}
                {claim.sheet ? ` ${claim.sheet}` : ""}
                {claim.row ? ` ${t("record.rowNumber", { row: claim.row })}` : ""}
              </Link>
            )}
            {claim.withdrawn_at && <span>{t("record.withdrawn", { at: instant(claim.withdrawn_at) })}</span>}
          </div>
          <dl className="facts ledger-facts">
            {kind.fields
              .filter((f) => claim.values[f.id] !== undefined && claim.values[f.id] !== null)
              .map((f) => (
                <div key={f.id} className="fact">
                  <dt>{f.label[lang]}</dt>
                  <dd className={claim.shown.includes(f.id) ? "ledger-shown" : "quiet"}>
                    {show(f, claim.values[f.id], lang, money, namesFrom(name))}
                    {f.type === "money" && <span className="figure-unit"> {t(`unit.${money}`)}</span>}
                    {claim.shown.includes(f.id) && <span className="ledger-mark">{t("record.shownMark")}</span>}
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}
