import { DeleteOutlined, EditOutlined, EllipsisOutlined, MergeCellsOutlined, SplitCellsOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Popconfirm, Tabs, Tooltip } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useNames } from "@/api/names";
import { useScope, withScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { Inspector } from "@/ui/Inspector";
import { Loading } from "@/ui/Loading";
import { useDone } from "@/ui/undo";
import { useRecord, useRecordActs } from "./api";
import { Attachments } from "./Attachments";
import { useDeedActs } from "./deeds";
import { Facts } from "./Facts";
import { FirmParts } from "./FirmParts";
import { Ledger } from "./Ledger";
import { MergeDialog } from "./MergeDialog";
import type { Kind } from "./model";
import { RecordEditor } from "./RecordEditor";

/** One record: what is shown and why, what hangs on it, what every source said. */
export function RecordInspector({ kind, id, onClose }: { kind: Kind; id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { notification } = App.useApp();
  const account = useAccount();
  const editor = may(account, "editor");
  const found = useRecord(kind.name, id);
  const acts = useRecordActs(kind.name);
  const sentence = useSentence();
  const { name } = useNames();
  const [editing, setEditing] = useState(false);
  const [merging, setMerging] = useState(false);
  const [splitting, setSplitting] = useState(false);
  const [tab, setTab] = useState("facts");
  const deeds = useDeedActs(kind.name);
  const done = useDone();
  const scope = useScope();
  const navigate = useNavigate();
  useEditKey(editor && found.isSuccess && !editing && !merging, () => setEditing(true));

  if (found.isPending) {
    return (
      <Inspector title="…" onClose={onClose}>
        <Loading />
      </Inspector>
    );
  }
  if (found.isError) {
    return (
      <Inspector title={kind.label[lang]} onClose={onClose}>
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      </Inspector>
    );
  }
  const { record, etag } = found.data;
  const title = String(record.values[kind.title] ?? record.id);
  const remove = async () => {
    try {
      await acts.remove(id, etag);
    } catch (error) {
      notification.error({ title: sentence(error) });
      return;
    }
    onClose();
    done({ title: t("record.deleted", { name: title }), undo: () => deeds.restore(record.id) });
  };
  const tabs = [
    { key: "facts", label: t("record.tabFacts"), children: <Facts kind={kind} record={record} /> },
    ...(kind.name === "firm" ? [{ key: "parts", label: t("record.tabParts"), children: <FirmParts firm={record} /> }] : []),
    { key: "files", label: t("record.tabFiles"), children: <Attachments kind={kind} id={id} editor={editor} /> },
    { key: "ledger", label: t("record.tabLedger"), children: <Ledger kind={kind} id={id} title={title} splitting={splitting} onSplit={() => setSplitting(false)} /> },
  ];
  return (
    <Inspector
      title={title}
      sub={
        <>
          <span>{kind.label[lang]}</span>
          {record.region && <span>{name("division", record.region) ?? record.region}</span>}
          <code className="quiet">{record.id}</code>
          {record.demo && <DemoStamp />}
        </>
      }
      actions={
        editor && (
          <>
            <Tooltip title={t("record.edit")}>
              <Button type="text" icon={<EditOutlined />} aria-label={t("record.edit")} onClick={() => setEditing(true)} />
            </Tooltip>
            <Popconfirm title={t("record.deleteAsk", { name: title })} description={t("record.deleteHint")} okText={t("record.delete")} onConfirm={() => void remove()}>
              <Button type="text" icon={<DeleteOutlined />} aria-label={t("record.delete")} />
            </Popconfirm>
            <Dropdown
              trigger={["click"]}
              menu={{
                items: [
                  { key: "merge", icon: <MergeCellsOutlined />, label: t("deed.mergeAct"), onClick: () => setMerging(true) },
                  {
                    key: "split",
                    icon: <SplitCellsOutlined />,
                    label: t("deed.splitPick"),
                    onClick: () => {
                      setTab("ledger");
                      setSplitting(true);
                    },
                  },
                ],
              }}
            >
              <Button type="text" icon={<EllipsisOutlined />} aria-label={t("deed.more")} title={t("deed.more")} />
            </Dropdown>
          </>
        )
      }
      onClose={onClose}
    >
      {record.id !== id && <p className="quiet">{t("record.merged", { old: id, id: record.id })}</p>}
      <Tabs items={tabs} size="small" activeKey={tab} onChange={setTab} />
      {editing && <RecordEditor kind={kind} record={record} etag={etag} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />}
      {merging && (
        <MergeDialog
          kind={kind}
          record={record}
          onClose={() => setMerging(false)}
          onMerged={(kept) => {
            setMerging(false);
            void navigate(withScope(`/records/${kind.name}/${kept}${location.search}`, scope));
          }}
        />
      )}
    </Inspector>
  );
}

/** e edits the record that is open, wherever the focus is but in a field, a grid's cell or a dialog. */
function useEditKey(on: boolean, edit: () => void): void {
  const run = useRef(edit);
  run.current = edit;
  useEffect(() => {
    if (!on) return;
    const onKey = (e: KeyboardEvent) => {
      if (e.key !== "e" || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
      if ((e.target as HTMLElement).closest("input, textarea, select, [contenteditable], .ant-select, [role=dialog]")) return;
      e.preventDefault();
      run.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [on]);
}
