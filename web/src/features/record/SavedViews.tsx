import { StarOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "@/ui/clipboard";
import { useSentence } from "@/ui/ErrorState";
import { readQuestion, writeQuestion, type Kind, type Question } from "./model";
import { useViewActs, useViews } from "./views";

/** Questions kept by name; a copied address carries the same question to others. */
export function SavedViews({ kind, question, onOpen }: { kind: Kind; question: Question; onOpen: (q: Question) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const views = useViews(kind.name).data?.items ?? [];
  const acts = useViewActs(kind.name);
  const sentence = useSentence();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const run = (act: Promise<unknown>) => act.catch((error: unknown) => message.error(sentence(error)));
  const save = () => {
    void run(acts.save(name.trim(), writeQuestion(question, new URLSearchParams()).toString()));
    setNaming(false);
    setName("");
  };
  const copy = () => copyText(window.location.href).then(() => message.success(t("record.linkCopied")), () => message.error(t("grid.notCopied")));
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            ...views.map((v) => ({ key: v.id, label: v.name, onClick: () => onOpen(readQuestion(new URLSearchParams(v.body))) })),
            ...(views.length > 0 ? [{ type: "divider" as const }] : []),
            { key: "+save", label: t("record.saveView"), onClick: () => setNaming(true) },
            { key: "+copy", label: t("record.copyLink"), onClick: copy },
            ...(views.length > 0
              ? [{ key: "+drop", label: t("record.dropView"), children: views.map((v) => ({ key: `-${v.id}`, label: v.name, onClick: () => void run(acts.drop(v.id)) })) }]
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
