import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { ListTable } from "./ListTable";
import type { Aside, Column } from "./model";

/** What is neither on the list nor silently off it: why, and which fact would settle it. */
export function AsideTable({ columns, aside, onInclude }: { columns: readonly Column[]; aside: readonly Aside[]; onInclude?: (row: Aside) => void }) {
  const { t } = useTranslation();
  const shown = aside.slice(0, 200);
  return (
    <>
      <ListTable
        columns={columns.slice(0, 3)}
        rows={shown}
        tailLabel={t("list.whyAside")}
        tail={(row) => (
          <span className="list-why">
            {row.why === "excluded" && row.decided ? t("list.why.excludedFor", { reason: row.decided.reason }) : t(`list.why.${row.why}`)}
            {row.missing && row.missing.length > 0 && <small className="quiet">{t("list.ask", { facts: row.missing.map((m) => t(`list.fact.${m}`, { defaultValue: m })).join("、") })}</small>}
            {onInclude && <Button size="small" onClick={() => onInclude(row)}>{row.why === "excluded" ? t("list.takeBack") : t("list.include")}</Button>}
          </span>
        )}
      />
      {aside.length > shown.length && <p className="quiet">{t("list.asideMore", { n: aside.length - shown.length })}</p>}
    </>
  );
}
