import { Button, Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { Kind } from "@/features/record/model";
import { EmptyState } from "@/ui/EmptyState";
import { ScrollX } from "@/ui/ScrollX";
import { conflictPlace, settleAll, type Conflict, type Options, type Side } from "./model";

/** Values that the sheet and somebody else changed, three side by side, with a choice for each. */
export function Conflicts({ kind, list, busy, onSettle }: { kind: Kind; list: readonly Conflict[]; busy: boolean; onSettle: (change: Options) => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  if (list.length === 0) return <EmptyState title={t("import.noConflicts")} />;
  return (
    <div className="import-findings">
      <p className="quiet">{t("import.conflictHint")}</p>
      <div className="bar">
        <Button size="small" disabled={busy} onClick={() => onSettle(settleAll(list, "mine"))}>
          {t("import.allMine")}
        </Button>
        <Button size="small" disabled={busy} onClick={() => onSettle(settleAll(list, "theirs"))}>
          {t("import.allTheirs")}
        </Button>
      </div>
      <ScrollX>
        <table className="plain">
          <thead>
            <tr>
              <th>{t("import.rowHead")}</th>
              <th>{kind.label[lang]}</th>
              <th>{t("import.field")}</th>
              <th>{t("import.base")}</th>
              <th>{t("import.theirs")}</th>
              <th>{t("import.mine")}</th>
              <th>{t("import.choice")}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((c) => {
              const field = kind.fields.find((f) => f.id === c.field);
              const name = field?.label[lang] ?? c.field;
              const place = conflictPlace(c);
              return (
                <tr key={`${place} ${c.field}`}>
                  <td className="num quiet">{c.row}</td>
                  <td>{c.title}</td>
                  <td>
                    {name}
                    {field?.unit && <span className="quiet"> {field.unit}</span>}
                  </td>
                  <td className="quiet">{c.base || "—"}</td>
                  <td className={c.settled === "mine" ? "change-old" : undefined}>{c.theirs || "—"}</td>
                  <td className={c.settled === "theirs" ? "change-old" : undefined}>{c.mine || "—"}</td>
                  <td>
                    <Radio.Group
                      size="small"
                      optionType="button"
                      disabled={busy}
                      value={c.settled || undefined}
                      aria-label={t("import.choiceOf", { field: name, row: String(c.row) })}
                      options={(["mine", "theirs"] as const).map((side: Side) => ({ value: side, label: t(`import.use.${side}`) }))}
                      onChange={(e) => onSettle({ settled: { [place]: e.target.value as Side } })}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollX>
    </div>
  );
}
