import { Button, Form, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useLocation, useNavigate, useSearchParams } from "react-router";
import { useSentence } from "@/ui/ErrorState";
import { Door } from "./Door";
import { useSession, useSessionActs } from "./api";
import { tokenOf } from "./model";

/** Sign-in by name and password, or by the one-time link printed by the program. */
export function Component() {
  const { t } = useTranslation();
  const session = useSession();
  const acts = useSessionActs();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const [params] = useSearchParams();
  const sentence = useSentence();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const token = tokenOf(hash);
  const next = safeNext(params.get("next"));

  const attempt = async (run: () => Promise<unknown>) => {
    setBusy(true);
    setWrong("");
    try {
      await run();
      void navigate(next, { replace: true });
    } catch (error) {
      setWrong(sentence(error));
      setBusy(false);
    }
  };
  useEffect(() => {
    if (!token) return;
    history.replaceState(history.state, "", location.pathname + location.search); // the token must not stay in the address
    void attempt(() => acts.signInByLink(token));
    // one link, one attempt
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [token]);

  if (session.data?.state === "signed_in" && !token && !busy) return <Navigate to={next} replace />;
  if (session.data?.state === "setup") return <Navigate to="/setup" replace />;
  return (
    <Door title={t("session.signIn")} foot={session.data?.version && <span>{t("session.version", { version: session.data.version })}</span>}>
      <Form layout="vertical" requiredMark={false} onFinish={(f: { name: string; password: string }) => void attempt(() => acts.signIn(f.name, f.password))}>
        <Form.Item name="name" label={t("session.name")} rules={[{ required: true, message: t("session.needName") }]}>
          <Input autoFocus autoComplete="username" size="large" />
        </Form.Item>
        <Form.Item name="password" label={t("session.password")} rules={[{ required: true, message: t("session.needPassword") }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {wrong && (
          <p className="form-wrong" role="alert">
            {wrong}
          </p>
        )}
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t("session.signIn")}
        </Button>
      </Form>
      {session.data?.demo && <p className="door-note">{t("session.demoNote")}</p>}
    </Door>
  );
}

/** Only addresses of this program; never another host. */
function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}
