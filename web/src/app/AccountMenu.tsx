import { DownOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PasswordDialog } from "@/features/session/PasswordDialog";
import { useSession, useSessionActs } from "@/features/session/api";
import { textScales, themes } from "@/ui/tokens";
import { useLook } from "./look";
import { setPrefs, usePrefs, type Prefs } from "./prefs";
import { useGo } from "./scope";

/** Me: look, language, password, settings, sign out. */
export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const account = useSession().data?.account;
  const { phone } = useLook();
  const acts = useSessionActs();
  const navigate = useNavigate();
  const go = useGo();
  const prefs = usePrefs();
  const [changing, setChanging] = useState(false);

  const choice = (field: keyof Prefs, value: Prefs[keyof Prefs], label: string) => ({
    key: `${field}:${value}`,
    label,
    onClick: () => setPrefs({ [field]: value }),
  });
  const items: MenuProps["items"] = [
    { key: "who", type: "group", label: `${account?.title ?? ""} · ${t(`role.${account?.role ?? "reader"}`)}` },
    { key: "theme", label: t("prefs.theme"), children: (["system", ...themes] as const).map((v) => choice("theme", v, t(`prefs.themes.${v}`))) },
    { key: "scale", label: t("prefs.scale"), children: textScales.map((v) => choice("scale", v, t(`prefs.scales.${v * 100}`))) },
    { key: "density", label: t("prefs.density"), children: (["compact", "roomy"] as const).map((v) => choice("density", v, t(`prefs.densities.${v}`))) },
    { key: "lang", label: t("prefs.lang"), children: [choice("lang", "zh", "中文"), choice("lang", "en", "English")] },
    { type: "divider" },
    { key: "help", label: t("help.open"), extra: "?", onClick: onHelp },
    { key: "settings", label: t("settings.title"), onClick: () => go("/settings") },
    { key: "password", label: t("session.changePassword"), onClick: () => setChanging(true) },
    { key: "out", label: t("session.signOut"), onClick: () => void acts.signOut().then(() => navigate("/sign-in")) },
  ];
  const selected = Object.entries(prefs).map(([field, value]) => `${field}:${value}`);
  return (
    <>
      <Dropdown menu={{ items, selectedKeys: selected, selectable: true }} trigger={["click"]} placement="bottomRight">
        <Button type="text" icon={<UserOutlined />} aria-label={phone ? t("frame.me") : `${t("frame.me")} ${account?.title ?? ""}`}>
          {!phone && (
            <>
              <span className="account-name">{account?.title}</span>
              <DownOutlined className="tiny-icon" />
            </>
          )}
        </Button>
      </Dropdown>
      <PasswordDialog open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
