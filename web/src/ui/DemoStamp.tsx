import { useTranslation } from "react-i18next";

/** 演示数据: worn by everything invented, wherever it appears. */
export function DemoStamp({ small }: { small?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={`demo-stamp${small ? " demo-stamp-small" : ""}`} title={t("ui.demoWhy")}>
      {small ? t("ui.demoShort") : t("ui.demo")}
    </span>
  );
}
