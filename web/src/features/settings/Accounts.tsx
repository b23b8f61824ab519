import { PlusOutlined } from "@ant-design/icons";
import { App, Button, Form, Input, Modal, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { nation } from "@/app/scope";
import { PlaceSelect } from "@/features/record/Pickers";
import { NewPassword } from "@/features/session/PasswordDialog";
import type { Account, Role } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { ScrollX } from "@/ui/ScrollX";
import { useAccountActs, useAccounts } from "./api";

const roles: Role[] = ["reader", "editor", "admin"];
const classes: Account["class"][] = ["public", "internal", "sensitive", "core"];

/** All accounts: role, places, field class. */
export function Accounts() {
  const { t } = useTranslation();
  const found = useAccounts();
  const { name } = useNames();
  const [open, setOpen] = useState<Account | "new">();
  const places = (codes: string[]) => codes.map((c) => (c === nation ? t("frame.nation") : (name("division", c) ?? c))).join("、");
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("settings.accounts")}</h2>
        <Button icon={<PlusOutlined />} onClick={() => setOpen("new")}>
          {t("settings.addAccount")}
        </Button>
      </div>
      {found.isPending ? (
        <Loading rows={3} />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <ScrollX>
          <table className="plain">
            <thead>
              <tr>
                <th>{t("session.name")}</th>
                <th>{t("settings.shownName")}</th>
                <th>{t("settings.role")}</th>
                <th>{t("settings.places")}</th>
                <th>{t("settings.class")}</th>
                <th>{t("settings.stateHead")}</th>
              </tr>
            </thead>
            <tbody>
              {found.data.items.map((a) => (
                <tr key={a.id}>
                  <td>
                    <button type="button" className="link-button" onClick={() => setOpen(a)}>
                      {a.name}
                    </button>
                    {a.demo && <DemoStamp small />}
                  </td>
                  <td>{a.title}</td>
                  <td>{t(`role.${a.role}`)}</td>
                  <td>{places(a.regions)}</td>
                  <td>{t(`settings.classes.${a.class}`)}</td>
                  <td>{t(a.disabled ? "settings.disabled" : "settings.enabled")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
      {open && <AccountDialog account={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

interface Fields {
  name: string;
  title?: string;
  role: Role;
  region?: string;
  class: Account["class"];
  enabled: boolean;
  password?: string;
}

function AccountDialog({ account, onClose }: { account?: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const acts = useAccountActs();
  const sentence = useSentence();
  const [form] = Form.useForm<Fields>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [renewing, setRenewing] = useState(!account);
  const first = account?.regions[0];
  const save = async (f: Fields) => {
    setBusy(true);
    setWrong("");
    const regions = [f.region ?? nation, ...(account?.regions.slice(1) ?? [])];
    const fields = { title: f.title, role: f.role, regions, class: f.class, disabled: !f.enabled };
    try {
      if (!account) await acts.add(f.name, f.password ?? "", fields);
      else {
        await acts.change(account.id, fields);
        if (renewing && f.password) await acts.setPassword(account.id, f.password);
      }
      void message.success(t("record.saved"));
      onClose();
    } catch (error) {
      setWrong(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={account ? account.name : t("settings.addAccount")} okText={t("record.save")} confirmLoading={busy} onOk={() => form.submit()} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(f) => void save(f)}
        initialValues={{ name: account?.name, title: account?.title, role: account?.role ?? "reader", region: first === nation ? undefined : first, class: account?.class ?? "internal", enabled: !account?.disabled }}
      >
        {!account && (
          <Form.Item name="name" label={t("session.name")} rules={[{ required: true, min: 2, message: t("session.needName") }]}>
            <Input autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="title" label={t("settings.shownName")}>
          <Input />
        </Form.Item>
        <Form.Item name="role" label={t("settings.role")}>
          <Select options={roles.map((v) => ({ value: v, label: t(`role.${v}`) }))} />
        </Form.Item>
        <Form.Item name="region" label={t("settings.places")} extra={t("settings.placesHint")}>
          <PlaceSelect />
        </Form.Item>
        <Form.Item name="class" label={t("settings.class")} extra={t("settings.classHint")}>
          <Select options={classes.map((v) => ({ value: v, label: t(`settings.classes.${v}`) }))} />
        </Form.Item>
        {account && (
          <Form.Item name="enabled" label={t("settings.enabled")} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
        {renewing ? <NewPassword name="password" label={t("session.newPassword")} /> : <Button onClick={() => setRenewing(true)}>{t("settings.resetPassword")}</Button>}
        {wrong && (
          <p className="form-wrong" role="alert">
            {wrong}
          </p>
        )}
      </Form>
    </Modal>
  );
}
