/** Puts the chosen look on the page: custom properties on the root, and Ant Design's theme. */
import { App as AntApp, ConfigProvider, theme as ant } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react";
import { antComponents, antTheme, cssVariables, measure, palette, rowHeight, type Palette, type TextScale, type Theme } from "@/ui/tokens";
import { names } from "@/api/names";
import { i18n } from "@/i18n";
import { nonce } from "./nonce";
import { usePrefs } from "./prefs";

export interface Look {
  theme: Theme;
  scale: TextScale;
  phone: boolean;
  palette: Palette;
  /** Height of a grid row, px. */
  row: number;
}

const LookContext = createContext<Look | null>(null);

/** The look in force; for pictures that cannot read style sheets. */
export function useLook(): Look {
  const look = useContext(LookContext);
  if (!look) throw new Error("useLook outside of LookProvider");
  return look;
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const list = matchMedia(query);
      list.addEventListener("change", tell);
      return () => list.removeEventListener("change", tell);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

export function LookProvider({ children }: { children: ReactNode }) {
  const prefs = usePrefs();
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const phone = useMedia(`(max-width: ${measure.phone}px)`);
  const theme: Theme = prefs.theme === "system" ? (systemDark ? "dark" : "light") : prefs.theme;
  const { scale, density, lang } = prefs;

  useEffect(() => {
    const root = document.documentElement;
    for (const [name, value] of Object.entries(cssVariables({ theme, scale, density, phone }))) root.style.setProperty(name, value);
    root.dataset.theme = theme;
    root.style.colorScheme = theme === "dark" ? "dark" : "light";
  }, [theme, scale, density, phone]);
  useEffect(() => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    void i18n.changeLanguage(lang);
    names.clear(); // chains and nodes have names in both languages
  }, [lang]);

  const look = useMemo<Look>(
    () => ({ theme, scale, phone, palette: palette(theme), row: rowHeight({ scale, density, phone }) }),
    [theme, scale, phone, density],
  );
  const config = useMemo(() => ({ token: antTheme({ theme, scale, density, phone }), components: antComponents(theme), algorithm: theme === "dark" ? ant.darkAlgorithm : ant.defaultAlgorithm }), [theme, scale, density, phone]);
  const csp = useMemo(() => ({ nonce: nonce() }), []);
  return (
    <LookContext value={look}>
      <ConfigProvider theme={config} csp={csp} locale={lang === "zh" ? zhCN : enUS} button={{ autoInsertSpace: false }}>
        <AntApp className="app-root">{children}</AntApp>
      </ConfigProvider>
    </LookContext>
  );
}
