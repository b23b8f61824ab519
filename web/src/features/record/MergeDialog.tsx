import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, type Page } from "@/api/client";
import { useNames } from "@/api/names";
import { useDebounced } from "@/ui/useDebounced";
import { useDone } from "@/ui/undo";
import { useRecord } from "./api";
import { useDeedActs } from "./deeds";
import type { Kind, RecordRow } from "./model";
import { PairTable, type Side } from "./PairTable";
import { ReasonDialog } from "./ReasonDialog";

/** Merges a record with another of its kind: find the other, compare, choose which ID goes on. */
export function MergeDialog({ kind, record, onClose, onMerged }: { kind: Kind; record: RecordRow; onClose: () => void; onMerged: (kept: string) => void }) {
  const { t } = useTranslation();
  const acts = useDeedActs(kind.name);
  const done = useDone();
  const [other, setOther] = useState("");
  const [keep, setKeep] = useState<Side>("a");
  const found = useRecord(kind.name, other);
  const second = other && found.data?.record.id !== record.id ? found.data?.record : undefined;
  const merge = async (reason: string) => {
    if (!second) return;
    const [kept, gone] = keep === "a" ? [record, second] : [second, record];
    const made = await acts.merge(kept.id, gone.id, reason);
    onMerged(kept.id);
    done({ title: t("deed.merged", { other: titleOf(kind, gone), kept: titleOf(kind, kept) }), undo: () => acts.undo(made.id) });
  };
  return (
    <ReasonDialog wide title={t("deed.mergeTitle", { name: titleOf(kind, record) })} hint={t("deed.mergeHint")} ok={t("record.merge")} disabled={!second} onCancel={onClose} onOk={merge}>
      <label className="dialog-field">
        <span>{t("deed.mergeWith")}</span>
        <RecordSelect kind={kind} except={record.id} value={other} onChange={setOther} />
      </label>
      {second && <PairTable kind={kind} a={record} b={second} keep={keep} onKeep={setKeep} />}
    </ReasonDialog>
  );
}

function titleOf(kind: Kind, record: RecordRow): string {
  return String(record.values[kind.title] ?? record.id);
}

/** One record of a kind by what is typed of its title. */
function RecordSelect({ kind, except, value, onChange }: { kind: Kind; except: string; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation();
  const { name } = useNames();
  const [q, setQ] = useState("");
  const words = useDebounced(q, 150).trim();
  const found = useQuery({
    queryKey: ["records", kind.name, "choose", words],
    queryFn: ({ signal }) => get<Page<RecordRow>>(`/records/${kind.name}`, { q: words, limit: 20 }, signal),
    enabled: words !== "",
    placeholderData: (old) => old,
  });
  const options = (found.data?.items ?? [])
    .filter((r) => r.id !== except)
    .map((r) => ({ value: r.id, label: `${titleOf(kind, r)} · ${(r.region && name("division", r.region)) || r.region || "—"} · ${r.id}` }));
  return (
    <Select
      autoFocus
      className="full-width"
      value={value || undefined}
      onChange={(id: string) => onChange(id)}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      options={options}
      placeholder={t(kind.name === "firm" ? "record.findFirm" : "record.find")}
      notFoundContent={words && !found.isFetching ? t("grid.empty") : null}
    />
  );
}
