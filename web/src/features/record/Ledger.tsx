import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { DemoStamp } from "@/ui/DemoStamp";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { useDone } from "@/ui/undo";
import { useClaims } from "./api";
import { useDeedActs } from "./deeds";
import { useGiver } from "./giver";
import { namesFrom, show, type Kind } from "./model";
import { ReasonDialog } from "./ReasonDialog";

/** The ledger: who said what and when; the values shown are marked. While splitting, claims that belong elsewhere are ticked. */
export function Ledger({ kind, id, title, splitting, onSplit }: { kind: Kind; id: string; title: string; splitting: boolean; onSplit: () => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const who = useGiver();
  const claims = useClaims(kind.name, id);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  if (claims.isPending) return <Loading rows={4} />;
  if (claims.isError) return <ErrorState error={claims.error} onRetry={() => void claims.refetch()} />;
  if (claims.data.items.length === 0) return <EmptyState title={t("record.noClaims")} />;
  const standing = claims.data.items.filter((c) => !c.withdrawn_at);
  const chosen = splitting ? standing.filter((c) => ticked.has(c.id)).map((c) => c.id) : [];
  return (
    <>
      {splitting && <SplitBar kind={kind} id={id} title={title} standing={standing.length} chosen={chosen} onSplit={onSplit} />}
    <ol className="ledger">
      {claims.data.items.map((claim) => (
        <li key={claim.id} className={claim.withdrawn_at ? "ledger-gone" : undefined}>
          <div className="ledger-head">
            {splitting && !claim.withdrawn_at && (
              <Checkbox
                checked={ticked.has(claim.id)}
                aria-label={claim.source.name}
                onChange={(e) => setTicked((old) => new Set(e.target.checked ? [...old, claim.id] : [...old].filter((x) => x !== claim.id)))}
              />
            )}
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
    </>
  );
}

function SplitBar({ kind, id, title, standing, chosen, onSplit }: { kind: Kind; id: string; title: string; standing: number; chosen: readonly string[]; onSplit: () => void }) {
  const { t } = useTranslation();
  const scope = useScope();
  const acts = useDeedActs(kind.name);
  const done = useDone();
  const [asking, setAsking] = useState(false);
  const all = chosen.length === standing;
  const split = async (reason: string) => {
    const made = await acts.split(id, chosen, reason);
    setAsking(false);
    onSplit();
    done({ title: t("deed.splitMade"), undo: () => acts.undo(made.id), open: { to: withScope(`/records/${kind.name}/${made.other}`, scope), word: t("deed.open") } });
  };
  return (
    <div className="split-bar" role="group" aria-label={t("deed.splitPick")}>
      <span>{t(all ? "deed.splitAll" : "deed.splitPickHint")}</span>
      <span className="bar">
        <Button size="small" onClick={onSplit}>
          {t("ui.cancel")}
        </Button>
        <Button size="small" type="primary" disabled={chosen.length === 0 || all} onClick={() => setAsking(true)}>
          {t("deed.splitChosen", { count: chosen.length })}
        </Button>
      </span>
      {asking && <ReasonDialog title={t("deed.splitTitle")} hint={t("deed.splitHint", { name: title })} ok={t("deed.split")} onCancel={() => setAsking(false)} onOk={split} />}
    </div>
  );
}
