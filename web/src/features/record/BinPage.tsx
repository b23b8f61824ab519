import { RollbackOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { useScope, withScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { instant, number } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useDone } from "@/ui/undo";
import { daysUntil, useBin, useDeedActs, type Binned } from "./deeds";
import { KindChoice, useChosenKind } from "./KindChoice";
import type { Kind } from "./model";

/** The recycle bin: what was deleted in the last 30 days, by whom, and the way back. */
export function Component() {
  const kind = useChosenKind();
  return kind ? <Bin key={kind.name} kind={kind} /> : <Loading />;
}

function Bin({ kind }: { kind: Kind }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const editor = may(useAccount(), "editor");
  const found = useBin(kind.name);
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { busy, restore } = useRestore(kind, () => setChosen(new Set()));
  const all = found.data?.items ?? [];
  const items = all.filter((b) => `${b.title} ${b.id} ${b.by_name}`.toLowerCase().includes(q.trim().toLowerCase()));
  const picked = items.filter((b) => chosen.has(b.id));
  const turn = (id: string, on: boolean) => setChosen((old) => new Set(on ? [...old, id] : [...old].filter((x) => x !== id)));
  return (
    <div className="page">
      <PageHead title={t("deed.bin")} state={found.data ? t("deed.binState", { kind: kind.label[lang], count: all.length, text: number(all.length, 0) }) : " "} source={<span>{t(editor ? "deed.binHow" : "deed.binReader")}</span>} />
      <div className="bar no-print">
        <KindChoice kind={kind} />
        {all.length > 8 && <Input.Search className="find" allowClear value={q} onChange={(e) => setQ(e.target.value)} placeholder={t("deed.find")} aria-label={t("deed.find")} />}
        {editor && picked.length > 0 && (
          <Button type="primary" icon={<RollbackOutlined />} loading={busy} onClick={() => void restore(picked)}>
            {t("deed.restoreChosen", { count: picked.length })}
          </Button>
        )}
      </div>
      {found.isPending ? (
        <Loading />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={t(all.length > 0 ? "grid.empty" : "deed.binEmpty", { kind: kind.label[lang] })} hint={t("deed.binEmptyHint")} actions={all.length > 0 && <Button onClick={() => setQ("")}>{t("record.clear")}</Button>} />
      ) : (
        <section className="panel">
          <table className="plain stacked">
            <thead>
              <tr>
                {editor && (
                  <th className="narrow">
                    <Checkbox
                      aria-label={t("deed.all")}
                      checked={picked.length === items.length}
                      indeterminate={picked.length > 0 && picked.length < items.length}
                      onChange={(e) => setChosen(new Set(e.target.checked ? items.map((b) => b.id) : []))}
                    />
                  </th>
                )}
                <th>{t("deed.record")}</th>
                <th>{t("deed.place")}</th>
                <th>{t("deed.deletedBy")}</th>
                <th>{t("deed.deletedAt")}</th>
                <th className="right">{t("deed.left")}</th>
                {editor && <th />}
              </tr>
            </thead>
            <tbody>
              {items.map((b) => (
                <BinRow key={b.id} binned={b} editor={editor} chosen={chosen.has(b.id)} busy={busy} onTurn={(on) => turn(b.id, on)} onRestore={() => void restore([b])} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function BinRow({ binned: b, editor, chosen, busy, onTurn, onRestore }: { binned: Binned; editor: boolean; chosen: boolean; busy: boolean; onTurn: (on: boolean) => void; onRestore: () => void }) {
  const { t } = useTranslation();
  const { name } = useNames();
  const title = b.title || b.id;
  const days = daysUntil(b.until, new Date());
  return (
    <tr>
      {editor && (
        <td className="narrow">
          <Checkbox checked={chosen} aria-label={t("deed.choose", { name: title })} onChange={(e) => onTurn(e.target.checked)} />
        </td>
      )}
      <td className="stacked-title">
        <strong>{title}</strong> <code className="quiet">{b.id}</code>
      </td>
      <td data-label={t("deed.place")}>{b.region ? (name("division", b.region) ?? b.region) : "—"}</td>
      <td data-label={t("deed.deletedBy")}>{b.by === "system" ? t("record.program") : b.by_name || b.by}</td>
      <td data-label={t("deed.deletedAt")} className="num">{instant(b.at)}</td>
      <td data-label={t("deed.left")} className={`right num${days <= 3 ? " soon" : ""}`}>{t("deed.days", { count: days })}</td>
      {editor && (
        <td className="right">
          <Button size="small" icon={<RollbackOutlined />} disabled={busy} onClick={onRestore} aria-label={t("deed.restoreOne", { name: title })}>
            {t("deed.restore")}
          </Button>
        </td>
      )}
    </tr>
  );
}

/** Restores records one after the other and says what came of it. */
function useRestore(kind: Kind, then: () => void) {
  const { t } = useTranslation();
  const scope = useScope();
  const { message } = App.useApp();
  const acts = useDeedActs(kind.name);
  const done = useDone();
  const sentence = useSentence();
  const [busy, setBusy] = useState(false);
  const restore = async (list: readonly Binned[]) => {
    setBusy(true);
    const back: Binned[] = [];
    for (const b of list) {
      try {
        await acts.restore(b.id);
        back.push(b);
      } catch (error) {
        void message.error(`${b.title || b.id}：${sentence(error)}`);
      }
    }
    setBusy(false);
    then();
    const [one] = back;
    if (!one) return;
    done({
      title: back.length === 1 ? t("deed.restored", { name: one.title || one.id }) : t("deed.restoredMany", { count: back.length }),
      open: back.length === 1 ? { to: withScope(`/records/${kind.name}/${one.id}`, scope), word: t("deed.open") } : undefined,
    });
  };
  return { busy, restore };
}
