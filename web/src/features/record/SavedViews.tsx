import { StarOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readQuestion, writeQuestion, type Kind, type Question } from "./model";

interface View {
  name: string;
  /** The question as an address would carry it. */
  query: string;
}

function load(kind: string): View[] {
  try {
    const raw = JSON.parse(localStorage.getItem(`lianzhang.views.${kind}`) ?? "[]") as unknown;
    return Array.isArray(raw) ? (raw as View[]).filter((v) => typeof v?.name === "string" && typeof v?.query === "string") : [];
  } catch {
    return [];
  }
}

/** Questions kept by name in this browser; a copied address carries the same question to others. */
export function SavedViews({ kind, question, onOpen }: { kind: Kind; question: Question; onOpen: (q: Question) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [views, setViews] = useState(() => load(kind.name));
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const keep = (next: View[]) => {
    setViews(next);
    try {
      localStorage.setItem(`lianzhang.views.${kind.name}`, JSON.stringify(next));
    } catch {
      void message.warning(t("record.viewNotKept"));
    }
  };
  const save = () => {
    const query = writeQuestion(question, new URLSearchParams()).toString();
    keep([...views.filter((v) => v.name !== name.trim()), { name: name.trim(), query }]);
    setNaming(false);
    setName("");
  };
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            ...views.map((v) => ({ key: v.name, label: v.name, onClick: () => onOpen(readQuestion(new URLSearchParams(v.query))) })),
            ...(views.length > 0 ? [{ type: "divider" as const }] : []),
            { key: "+save", label: t("record.saveView"), onClick: () => setNaming(true) },
            {
              key: "+copy",
              label: t("record.copyLink"),
              onClick: () => void navigator.clipboard.writeText(window.location.href).then(() => message.success(t("record.linkCopied"))),
            },
            ...(views.length > 0
              ? [{ key: "+drop", label: t("record.dropView"), children: views.map((v) => ({ key: `-${v.name}`, label: v.name, onClick: () => keep(views.filter((o) => o !== v)) })) }]
              : []),
          ],
        }}
      >
        <Button icon={<StarOutlined />}>{t("record.views")}</Button>
      </Dropdown>
      <Modal title={t("record.saveView")} open={naming} onCancel={() => setNaming(false)} onOk={save} okText={t("record.save")} okButtonProps={{ disabled: name.trim() === "" }}>
        <Input autoFocus maxLength={40} value={name} onChange={(e) => setName(e.target.value)} onPressEnter={() => name.trim() && save()} placeholder={t("record.viewName")} />
      </Modal>
    </>
  );
}
