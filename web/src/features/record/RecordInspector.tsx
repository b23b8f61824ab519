import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import { App, Button, Popconfirm, Tabs, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { may, useAccount } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { Inspector } from "@/ui/Inspector";
import { Loading } from "@/ui/Loading";
import { useRecord, useRecordActs } from "./api";
import { Facts } from "./Facts";
import { FirmParts } from "./FirmParts";
import { Ledger } from "./Ledger";
import type { Kind } from "./model";
import { RecordEditor } from "./RecordEditor";

/** How long a deletion can be taken back from the message at the foot. Seconds. */
const undoSeconds = 10;

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
    const key = `undo-${id}`;
    notification.info({
      key,
      title: t("record.deleted", { name: title }),
      duration: undoSeconds,
      actions: (
        <Button
          size="small"
          onClick={() => {
            notification.destroy(key);
            acts.restore(id).catch((error: unknown) => notification.error({ title: sentence(error) }));
          }}
        >
          {t("record.undo")}
        </Button>
      ),
    });
  };
  const tabs = [
    { key: "facts", label: t("record.tabFacts"), children: <Facts kind={kind} record={record} /> },
    ...(kind.name === "firm" ? [{ key: "parts", label: t("record.tabParts"), children: <FirmParts firm={record} /> }] : []),
    { key: "ledger", label: t("record.tabLedger"), children: <Ledger kind={kind} id={id} /> },
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
          </>
        )
      }
      onClose={onClose}
    >
      {record.id !== id && <p className="quiet">{t("record.merged", { old: id, id: record.id })}</p>}
      <Tabs items={tabs} size="small" />
      {editing && <RecordEditor kind={kind} record={record} etag={etag} onClose={() => setEditing(false)} onSaved={() => setEditing(false)} />}
    </Inspector>
  );
}
