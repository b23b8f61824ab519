import { useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "@/ui/format";
import type { Sum } from "./select";

/** Where one is in the list, what the chosen cells come to, and a way to any row. */
export function GridFoot(props: { from: number; to: number; total: number; more: boolean; cells: number; sum: Sum | undefined; onGo: (row: number) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const { sum } = props;
  const go = () => {
    const row = Number(typed.replace(/[,，\s]/g, ""));
    setTyped("");
    if (Number.isInteger(row) && row > 0) props.onGo(Math.min(row, props.total) - 1);
  };
  return (
    <div className="grid-foot no-print">
      <span className="num">{t("grid.position", { from: number(props.from, 0), to: number(props.to, 0), total: (props.more ? "> " : "") + number(props.total, 0) })}</span>
      {props.cells > 1 && (
        <span className="num grid-sum">
          {t("grid.cells", { count: props.cells, text: number(props.cells, 0) })}
          {sum && sum.count > 1 && ` · ${t("grid.sum", { sum: number(sum.total, 2), mean: number(sum.total / sum.count, 2) })}`}
        </span>
      )}
      <label className="grid-goto">
        {t("grid.goTo")}
        <input inputMode="numeric" value={typed} onChange={(e) => setTyped(e.target.value)} onKeyDown={(e) => e.key === "Enter" && go()} onBlur={() => setTyped("")} aria-label={t("grid.goToRow")} />
        {t("grid.row")}
      </label>
    </div>
  );
}
