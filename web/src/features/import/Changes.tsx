import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { namesFrom, show, type Kind, type Value } from "@/features/record/model";
import { EmptyState } from "@/ui/EmptyState";
import { ScrollX } from "@/ui/ScrollX";
import type { Report } from "./model";

/** Values that would change, old beside new. */
export function Changes({ kind, changes }: { kind: Kind; changes: NonNullable<Report["changes"]> }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const scope = useScope();
  if (changes.length === 0) return <EmptyState title={t("import.noChanges")} />;
  return (
    <ScrollX>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("import.rowHead")}</th>
            <th>{kind.label[lang]}</th>
            <th>{t("import.field")}</th>
            <th>{t("import.old")}</th>
            <th>{t("import.newer")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.flatMap((c) =>
            c.differences.map((d, i) => {
              const field = kind.fields.find((f) => f.id === d.field);
              const words = (v: unknown) => (field ? show(field, v as Value, lang, money, namesFrom(name)) : String(v ?? ""));
              return (
                <tr key={`${c.record} ${c.row} ${d.field}`}>
                  <td className="num quiet">{i === 0 ? c.row : ""}</td>
                  <td>{i === 0 && <Link to={withScope(`/records/${kind.name}/${c.record}`, scope)}>{c.title}</Link>}</td>
                  <td>
                    {field?.label[lang] ?? d.field}
                    {field?.type === "money" && <span className="quiet"> {t(`unit.${money}`)}</span>}
                  </td>
                  <td className="change-old">{words(d.old)}</td>
                  <td className="change-new">{words(d.new)}</td>
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </ScrollX>
  );
}
