import { Button, Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/ui/EmptyState";
import { number } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import { isError, type Finding } from "./model";

const shownAtOnce = 100;

/** Everything that was noticed, in the order of the file, with a way to mend each. */
export function Findings(props: { list: readonly Finding[]; more: boolean; dropped: number; busy?: boolean; onFix?: (f: Finding, text: string) => void }) {
  const { t } = useTranslation();
  const [which, setWhich] = useState<"all" | "error" | "warning">("all");
  const [count, setCount] = useState(shownAtOnce);
  const list = props.list.filter((f) => (which === "all" ? true : which === "error" ? isError(f) : f.severity === "W"));
  if (props.list.length === 0) return <EmptyState title={t("import.clean")} />;
  return (
    <div className="import-findings">
      <Segmented
        className="self-start"
        value={which}
        onChange={(v) => {
          setWhich(v);
          setCount(shownAtOnce);
        }}
        options={(["all", "error", "warning"] as const).map((v) => ({ value: v, label: t(`import.which.${v}`) }))}
      />
      <ScrollX>
        <table className="plain">
          <thead>
            <tr>
              <th>{t("import.place")}</th>
              <th>{t("import.finding")}</th>
              <th>{t("import.suggestion")}</th>
              {props.onFix && <th>{t("import.mend")}</th>}
            </tr>
          </thead>
          <tbody>
            {list.slice(0, count).map((f) => (
              <FindingLine key={f.id} finding={f} busy={props.busy ?? false} onFix={props.onFix && ((text) => props.onFix?.(f, text))} />
            ))}
          </tbody>
        </table>
      </ScrollX>
      {list.length > count && <Button onClick={() => setCount(count + shownAtOnce)}>{t("import.showMore", { text: number(list.length - count, 0) })}</Button>}
      {(props.more || props.dropped > 0) && <p className="quiet">{t("import.manyFindings")}</p>}
    </div>
  );
}

function FindingLine({ finding: f, busy, onFix }: { finding: Finding; busy: boolean; onFix?: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(f.fix ?? "");
  const place = [f.sheet, f.cell || (f.row > 0 ? t("import.wholeRow", { row: f.row }) : "")].filter(Boolean).join(" ");
  return (
    <tr>
      <td className="num">{place || t("import.wholeFile")}</td>
      <td>
        <span className={`finding-mark ${isError(f) ? "finding-error" : f.severity === "W" ? "finding-warning" : ""}`}>{t(`import.severity.${f.severity}`)}</span> {f.message} <code className="quiet">{f.code}</code>
      </td>
      <td>{f.suggestion}</td>
      <td className="finding-fix" hidden={!onFix}>
        {f.cell && onFix && (
          <span className="bar">
            <Input size="small" value={text} onChange={(e) => setText(e.target.value)} onPressEnter={() => text && onFix(text)} aria-label={t("import.newValue", { cell: f.cell })} />
            <Button size="small" disabled={busy || text === ""} onClick={() => onFix(text)}>
              {t("import.apply")}
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}
