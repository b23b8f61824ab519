import { useTranslation } from "react-i18next";
import { PageHead } from "@/ui/PageHead";

/** The overview of my scope. */
export function Component() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <PageHead title={t("home.title")} />
    </div>
  );
}
