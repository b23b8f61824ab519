import { Select, Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { Kind } from "@/features/record/model";
import { percent } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import type { SheetReport } from "./model";

/** Which field each column stands for, how sure that is, and another choice. Choices are remembered. */
export function Mapping({ kind, sheet, busy, onChange }: { kind: Kind; sheet: SheetReport; busy: boolean; onChange: (columns: Record<string, string>) => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const columns = sheet.columns ?? [];
  const sample = (col: number) =>
    (sheet.grid ?? [])
      .filter((r) => r.row > (sheet.header_row ?? 0))
      .map((r) => r.cells[col - 1])
      .filter(Boolean)
      .slice(0, 2)
      .join("、");
  const missing = kind.fields.filter((f) => f.required && !columns.some((c) => c.field === f.id));
  return (
    <ScrollX>
      {missing.length > 0 && <p className="form-wrong">{t("import.missingFields", { fields: missing.map((f) => f.label[lang]).join("、") })}</p>}
      <table className="plain">
        <thead>
          <tr>
            <th>{t("import.column")}</th>
            <th>{t("import.columnTitle")}</th>
            <th>{t("import.sample")}</th>
            <th>{t("import.field")}</th>
            <th>{t("import.unit")}</th>
            <th>{t("import.how")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((c) => (
            <tr key={c.col}>
              <td className="num">{c.letter}</td>
              <td>{c.title}</td>
              <td className="quiet">{sample(c.col)}</td>
              <td>
                <Select
                  className="mapping-select"
                  size="small"
                  disabled={busy}
                  value={c.field}
                  showSearch={{ optionFilterProp: "label" }}
                  onChange={(field: string) => onChange({ [c.title]: field })}
                  options={[{ value: "", label: t("import.notThisColumn") }, ...kind.fields.map((f) => ({ value: f.id, label: f.label[lang] }))]}
                />
              </td>
              <td>{c.unit}</td>
              <td>
                <Tag>{t(`import.hows.${c.how}`)}</Tag>
                {c.how === "fuzzy" && <span className="quiet num">{percent(c.confidence * 100, 0)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
