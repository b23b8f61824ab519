import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { DemoStamp } from "@/ui/DemoStamp";
import { unknown } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import { namesFrom, show, type Kind, type RecordRow } from "./model";

export type Side = "a" | "b";

/** Two records of a kind side by side, what differs marked; with onKeep one of them is chosen to go on. */
export function PairTable({ kind, a, b, keep, onKeep, most }: { kind: Kind; a: RecordRow; b: RecordRow; keep: Side; onKeep?: (side: Side) => void; most?: number }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const rows = { a, b };
  const lines = kind.fields
    .map((f) => {
      const value = (row: RecordRow) => show(f, f.id === "region" ? row.region : row.values[f.id], lang, money, namesFrom(name));
      return { id: f.id, label: f.label[lang] + (f.type === "money" ? ` ${t(`unit.${money}`)}` : ""), a: value(a), b: value(b) };
    })
    .filter((l) => l.a !== unknown || l.b !== unknown)
    .slice(0, most);
  return (
    <ScrollX>
      <table className="plain pair-table">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t("record.field")}</span>
            </th>
            {(["a", "b"] as const).map((side) => (
              <th key={side} className={onKeep && keep === side ? "pair-kept" : undefined}>
                {onKeep ? (
                  <Radio checked={keep === side} onChange={() => onKeep(side)}>
                    {t("record.keepThis")}
                  </Radio>
                ) : null}
                <code className="quiet">{rows[side].id}</code> {rows[side].demo && <DemoStamp small />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((l) => (
            <tr key={l.id} className={l.a !== l.b && l.a !== unknown && l.b !== unknown ? "pair-differs" : undefined}>
              <th scope="row">{l.label}</th>
              <td>{l.a}</td>
              <td>{l.b}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}
