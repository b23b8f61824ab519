import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useScope, withScope } from "@/app/scope";
import type { Thresholds } from "./wire";
import "@/features/chain/map/map.css";

/** Which thresholds judged, of which day, with a way to the method. */
export function MethodNote({ thresholds, day }: { thresholds?: Thresholds; day?: string }) {
  const { t } = useTranslation();
  const scope = useScope();
  return (
    <p className="quiet method-note">
      {thresholds && (
        <span title={`SHA-256 ${thresholds.sha256}`}>
          {t("diagnosis.thresholds", { version: thresholds.version, dated: thresholds.dated })} <code>{thresholds.sha256.slice(0, 8)}</code>
        </span>
      )}
      {day && <span>{t("diagnosis.day", { day })}</span>}
      <Link to={withScope("/diagnosis/method", scope)}>{t("diagnosis.method")}</Link>
    </p>
  );
}
