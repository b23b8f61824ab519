import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate } from "react-router";
import { useSentence } from "@/ui/ErrorState";
import { Door } from "./Door";
import { AgainPassword, NewPassword } from "./PasswordDialog";
import { useSession, useSessionActs } from "./api";
import { tokenOf } from "./model";

/** First run: the first administrator, with the one-time token that the program printed. */
export function Component() {
  const { t } = useTranslation();
  const session = useSession();
  const acts = useSessionActs();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const sentence = useSentence();
  const [token] = useState(() => tokenOf(hash));
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  if (session.data && session.data.state !== "setup" && !busy) return <Navigate to="/" replace />;

  const create = async (f: { token?: string; name: string; next: string }) => {
    setBusy(true);
    setWrong("");
    try {
      await acts.setUp(token || (f.token ?? "").trim(), f.name, f.next);
      void navigate("/", { replace: true });
    } catch (error) {
      setWrong(sentence(error));
      setBusy(false);
    }
  };
  return (
    <Door title={t("session.setUp")}>
      <p className="quiet">{t("session.setUpHint")}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(f: { token?: string; name: string; next: string }) => void create(f)}>
        {!token && (
          <Form.Item name="token" label={t("session.token")} extra={t("session.tokenHint")} rules={[{ required: true, message: t("session.needToken") }]}>
            <Input autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="name" label={t("session.adminName")} rules={[{ required: true, min: 2, message: t("session.needName") }]}>
          <Input autoFocus autoComplete="username" />
        </Form.Item>
        <NewPassword name="next" label={t("session.password")} />
        <AgainPassword name="again" same="next" />
        {wrong && (
          <p className="form-wrong" role="alert">
            {wrong}
          </p>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t("session.createAdmin")}
        </Button>
      </Form>
    </Door>
  );
}
