import { RollbackOutlined } from "@ant-design/icons";
import { Button, Segmented, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useScope, withScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { instant, number } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useDone } from "@/ui/undo";
import { mostMerges, useDeedActs, useMerges, type Merging } from "./deeds";
import { KindChoice, useChosenKind } from "./KindChoice";
import type { Kind } from "./model";
import { ReasonDialog } from "./ReasonDialog";

const filters = ["all", "standing", "undone"] as const;

/** What was merged and split, by whom and why; the last of them can be taken back. */
export function Component() {
  const kind = useChosenKind();
  return kind ? <Merges key={kind.name} kind={kind} /> : <Loading />;
}

function Merges({ kind }: { kind: Kind }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const found = useMerges(kind.name);
  const acts = useDeedActs(kind.name);
  const done = useDone();
  const [show, setShow] = useState<(typeof filters)[number]>("all");
  const [asked, setAsked] = useState<Merging>();
  const all = found.data?.items ?? [];
  const items = all.filter((m) => show === "all" || (show === "undone") === Boolean(m.undone_at));
  const takeBack = async (m: Merging, reason: string) => {
    await acts.undo(m.id, reason);
    setAsked(undefined);
    done({ title: t(m.deed === "merge" ? "deed.mergeUndone" : "deed.splitUndone", { name: m.other_title || m.other }) });
  };
  return (
    <div className="page">
      <PageHead
        title={t("deed.merges")}
        state={found.data ? t("deed.mergesState", { kind: kind.label[lang], count: all.length, text: (all.length === mostMerges ? "≥ " : "") + number(all.length, 0) }) : " "}
        source={<span>{t("deed.mergesHow")}</span>}
      />
      <div className="bar no-print">
        <KindChoice kind={kind} />
        <Segmented value={show} onChange={setShow} options={filters.map((v) => ({ value: v, label: t(`deed.show.${v}`) }))} />
      </div>
      {found.isPending ? (
        <Loading />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={t(all.length > 0 ? "grid.empty" : "deed.mergesEmpty", { kind: kind.label[lang] })} hint={t("deed.mergesEmptyHint")} />
      ) : (
        <ol className="panel deeds">
          {items.map((m) => (
            <MergeLine key={m.id} kind={kind} merging={m} onUndo={() => setAsked(m)} />
          ))}
        </ol>
      )}
      {asked && (
        <ReasonDialog
          title={t(asked.deed === "merge" ? "deed.undoMerge" : "deed.undoSplit")}
          hint={t(asked.deed === "merge" ? "deed.undoMergeHint" : "deed.undoSplitHint", { kept: asked.kept_title || asked.kept, other: asked.other_title || asked.other })}
          ok={t("ui.undo")}
          onCancel={() => setAsked(undefined)}
          onOk={(reason) => takeBack(asked, reason)}
        />
      )}
    </div>
  );
}

function MergeLine({ kind, merging: m, onUndo }: { kind: Kind; merging: Merging; onUndo: () => void }) {
  const { t } = useTranslation();
  const scope = useScope();
  const editor = may(useAccount(), "editor");
  const gone = m.deed === "merge" && !m.undone_at;
  const record = (id: string, title: string | undefined, away: boolean) => (
    <span className="deed-record">
      {away ? <strong>{title || id}</strong> : <Link to={withScope(`/records/${kind.name}/${id}`, scope)}>{title || id}</Link>} <code className="quiet">{id}</code>
    </span>
  );
  return (
    <li className={m.undone_at ? "deed-undone" : undefined}>
      <div className="deed-words">
        <p>
          <Tag>{t(`deed.${m.deed}`)}</Tag>
          {record(m.other, m.other_title, gone || (m.deed === "split" && Boolean(m.undone_at)))}
          <span className="quiet"> {t(m.deed === "merge" ? "deed.into" : "deed.off")} </span>
          {record(m.kept, m.kept_title, false)}
        </p>
        <p className="quiet">
          <span>{m.by === "system" ? t("record.program") : m.by_name || m.by}</span> <span className="num">{instant(m.at)}</span>
          {m.reason && <span> {t("deed.because", { reason: m.reason })}</span>}
        </p>
        {m.undone_at && (
          <p className="deed-back">
            {t("deed.takenBack", { who: m.undone_by_name || m.undone_by || "", at: instant(m.undone_at) })}
            {m.undone_reason && <span> {t("deed.because", { reason: m.undone_reason })}</span>}
          </p>
        )}
      </div>
      {editor && !m.undone_at && (
        <Button className="no-print" icon={<RollbackOutlined />} onClick={onUndo}>
          {t(m.deed === "merge" ? "deed.undoMerge" : "deed.undoSplit")}
        </Button>
      )}
    </li>
  );
}
