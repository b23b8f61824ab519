import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { useGo } from "./scope";

/** A page that broke; the rest of the frame goes on working. */
export function PageFailure() {
  const error = useRouteError();
  return <ErrorState error={error} onRetry={() => location.reload()} />;
}

/** An address that no page answers. */
export function NotFound() {
  const { t } = useTranslation();
  const go = useGo();
  return <EmptyState title={t("ui.noPage")} hint={t("ui.noPageHint")} actions={<Button type="primary" onClick={() => go("/")}>{t("ui.home")}</Button>} />;
}
