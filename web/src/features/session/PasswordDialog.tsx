import { App, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSentence } from "@/ui/ErrorState";
import { useSessionActs } from "./api";
import { passwordFaults } from "./model";

interface Fields {
  old: string;
  next: string;
  again: string;
}

/** Changes one's own password. */
export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const acts = useSessionActs();
  const sentence = useSentence();

  const save = async (fields: Fields) => {
    setBusy(true);
    setWrong("");
    try {
      await acts.changePassword(fields.old, fields.next);
      void message.success(t("session.passwordChanged"));
      form.resetFields();
      onClose();
    } catch (error) {
      setWrong(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal title={t("session.changePassword")} open={open} onCancel={onClose} okText={t("session.savePassword")} confirmLoading={busy} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" onFinish={(f) => void save(f)} requiredMark={false}>
        <Form.Item name="old" label={t("session.oldPassword")} rules={[{ required: true, message: t("session.needPassword") }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <NewPassword name="next" label={t("session.newPassword")} />
        <AgainPassword name="again" same="next" />
        {wrong && <p className="form-wrong" role="alert">{wrong}</p>}
      </Form>
    </Modal>
  );
}

/** A field for a new password that says what is missing as it is typed. */
export function NewPassword({ name, label }: { name: string; label: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={label}
      extra={t("session.passwordRule")}
      rules={[
        {
          validator: (_, value: string | undefined) => {
            const faults = passwordFaults(value ?? "");
            return faults.length === 0 ? Promise.resolve() : Promise.reject(new Error(faults.map((f) => t(`session.fault.${f}`)).join("；")));
          },
        },
      ]}
    >
      <Input.Password autoComplete="new-password" />
    </Form.Item>
  );
}

export function AgainPassword({ name, same }: { name: string; same: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={name}
      label={t("session.againPassword")}
      dependencies={[same]}
      rules={[
        ({ getFieldValue }) => ({
          validator: (_, value: string | undefined) => (value === getFieldValue(same) ? Promise.resolve() : Promise.reject(new Error(t("session.notSame")))),
        }),
      ]}
    >
      <Input.Password autoComplete="new-password" />
    </Form.Item>
  );
}
