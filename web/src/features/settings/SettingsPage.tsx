import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { setPrefs, usePrefs } from "@/app/prefs";
import { may, useSession, useSessionActs } from "@/features/session/api";
import { PasswordDialog } from "@/features/session/PasswordDialog";
import { PageHead } from "@/ui/PageHead";
import { densities, textScales, themes } from "@/ui/tokens";
import { moneyUnits } from "@/ui/units";
import { Accounts } from "./Accounts";
import { Periods } from "./Periods";

/** Me: how pages look, my account; for administrators, all accounts. */
export function Component() {
  const { t } = useTranslation();
  const prefs = usePrefs();
  const session = useSession().data;
  const acts = useSessionActs();
  const navigate = useNavigate();
  const [changing, setChanging] = useState(false);
  const account = session?.account;
  return (
    <div className="page">
      <PageHead title={t("settings.title")} state={account ? t("settings.state", { name: account.title, role: t(`role.${account.role}`) }) : undefined} />
      <div className="settings-grid">
        <section className="panel">
          <h2>{t("settings.look")}</h2>
          <Line label={t("prefs.theme")}>
            <Segmented value={prefs.theme} onChange={(theme) => setPrefs({ theme })} options={(["system", ...themes] as const).map((v) => ({ value: v, label: t(`prefs.themes.${v}`) }))} />
          </Line>
          <Line label={t("prefs.scale")}>
            <Segmented value={prefs.scale} onChange={(scale) => setPrefs({ scale })} options={textScales.map((v) => ({ value: v, label: t(`prefs.scales.${v * 100}`) }))} />
          </Line>
          <Line label={t("prefs.density")}>
            <Segmented value={prefs.density} onChange={(density) => setPrefs({ density })} options={densities.map((v) => ({ value: v, label: t(`prefs.densities.${v}`) }))} />
          </Line>
          <Line label={t("settings.money")}>
            <Segmented value={prefs.money} onChange={(money) => setPrefs({ money })} options={moneyUnits.map((v) => ({ value: v, label: t(`unit.${v}`) }))} />
          </Line>
          <Line label={t("prefs.lang")}>
            <Segmented
              value={prefs.lang}
              onChange={(lang) => setPrefs({ lang })}
              options={[
                { value: "zh" as const, label: "中文" },
                { value: "en" as const, label: "English" },
              ]}
            />
          </Line>
        </section>
        <section className="panel">
          <h2>{t("settings.account")}</h2>
          <Line label={t("session.name")}>{account?.name}</Line>
          <Line label={t("settings.role")}>{account ? t(`role.${account.role}`) : ""}</Line>
          <Line label={t("settings.class")}>{account ? t(`settings.classes.${account.class}`) : ""}</Line>
          <div className="bar">
            <Button onClick={() => setChanging(true)}>{t("session.changePassword")}</Button>
            <Button onClick={() => void acts.signOut().then(() => navigate("/sign-in"))}>{t("session.signOut")}</Button>
          </div>
          {session?.version && <p className="quiet">{t("session.version", { version: session.version })}</p>}
        </section>
      </div>
      {may(account, "admin") && <Accounts />}
      {may(account, "admin") && <Periods />}
      <PasswordDialog open={changing} onClose={() => setChanging(false)} />
    </div>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="settings-line">
      <span className="quiet">{label}</span>
      <span>{children}</span>
    </div>
  );
}
