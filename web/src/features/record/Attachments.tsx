import { DeleteOutlined, DownloadOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { bytes, instant } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { useDone } from "@/ui/undo";
import { fileAddress, useAttachmentActs, useAttachments } from "./attachments";
import { useGiver } from "./giver";
import type { Kind } from "./model";

/** Files on a record: attach, save, delete and take back. */
export function Attachments({ kind, id, editor }: { kind: Kind; id: string; editor: boolean }) {
  const { t } = useTranslation();
  const found = useAttachments(kind.name, id);
  const acts = useAttachmentActs(kind.name, id);
  const who = useGiver();
  const done = useDone();
  const sentence = useSentence();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string[]>([]);

  const take = async (files: FileList | null) => {
    if (!files || busy) return;
    setBusy(true);
    const refused: string[] = [];
    for (const file of files) {
      try {
        await acts.add(file);
      } catch (error) {
        refused.push(`${file.name}：${sentence(error)}`);
      }
    }
    setWrong(refused);
    setBusy(false);
    if (picker.current) picker.current.value = "";
  };
  const remove = async (attachment: string, name: string) => {
    try {
      await acts.remove(attachment);
      done({ title: t("record.detached", { name }), undo: () => acts.restore(attachment) });
    } catch (error) {
      setWrong([sentence(error)]);
    }
  };
  if (found.isPending) return <Loading rows={3} />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const onDrop = (e: DragEvent) => {
    e.preventDefault();
    void take(e.dataTransfer.files);
  };
  return (
    <div className="attachments" onDragOver={(e) => editor && e.preventDefault()} onDrop={editor ? onDrop : undefined}>
      {editor && (
        <div className="attachments-bar">
          <input ref={picker} type="file" multiple hidden onChange={(e) => void take(e.target.files)} data-testid="attach" />
          <Button icon={<PaperClipOutlined />} loading={busy} onClick={() => picker.current?.click()}>
            {t("record.attach")}
          </Button>
          <span className="quiet">{t("record.attachHint")}</span>
        </div>
      )}
      {wrong.map((line) => (
        <p key={line} className="form-wrong" role="alert">
          {line}
        </p>
      ))}
      {found.data.items.length === 0 ? (
        <EmptyState title={t("record.noAttachments")} />
      ) : (
        <ul className="attachment-list">
          {found.data.items.map((a) => (
            <li key={a.id}>
              <div className="attachment-what">
                <a href={fileAddress(a.id)} download={a.name}>
                  {a.name}
                </a>
                <span className="quiet">
                  <span className="num">{bytes(a.size)}</span> · {who(a.by)} · <span className="num">{instant(a.at)}</span> · {t(`settings.classes.${a.class}`)}
                </span>
                {a.warning && <span className="attachment-warning">{a.warning}</span>}
              </div>
              <span className="bar">
                <Button type="text" icon={<DownloadOutlined />} href={fileAddress(a.id)} download={a.name} aria-label={t("record.download", { name: a.name })} title={t("record.download", { name: a.name })} />
                {editor && <Button type="text" icon={<DeleteOutlined />} aria-label={t("record.detach", { name: a.name })} title={t("record.detach", { name: a.name })} onClick={() => void remove(a.id, a.name)} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
