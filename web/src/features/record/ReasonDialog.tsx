import { Input, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSentence } from "@/ui/ErrorState";

/** Asks once more, with a reason that goes into the books; a refusal is shown where it was asked. */
export function ReasonDialog(props: { title: string; hint: ReactNode; ok: string; wide?: boolean; disabled?: boolean; children?: ReactNode; onCancel: () => void; onOk: (reason: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  const sentence = useSentence();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const run = () => {
    setBusy(true);
    setWrong("");
    props.onOk(reason.trim()).catch((error: unknown) => {
      setWrong(sentence(error));
      setBusy(false);
    });
  };
  return (
    <Modal open width={props.wide ? 760 : 520} title={props.title} okText={props.ok} okButtonProps={{ disabled: props.disabled }} confirmLoading={busy} onOk={run} onCancel={props.onCancel}>
      <p className="dialog-hint">{props.hint}</p>
      {props.children}
      <label className="dialog-field">
        <span>{t("deed.reason")}</span>
        <Input maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} onPressEnter={() => !props.disabled && !busy && run()} placeholder={t("deed.reasonHint")} />
      </label>
      {wrong && (
        <p className="form-wrong" role="alert">
          {wrong}
        </p>
      )}
    </Modal>
  );
}
