import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { unknown } from "@/ui/format";
import { useClaims, type Claim } from "./api";
import { useGiver } from "./giver";
import { namesFrom, show, type Field, type Kind, type RecordRow } from "./model";

/** Sections of a firm's fields; other kinds have one section. */
const firmSections: Record<string, string[]> = {
  identity: ["uscc", "short_name", "former_names", "legal_kind", "status", "founded", "listed", "role"],
  place: ["region", "park", "address", "industry", "products", "scope"],
  figures: ["year", "statistic_scope", "revenue", "output", "value_added", "profit", "tax", "export", "rd", "assets", "employees", "patents", "above_scale"],
  contact: ["contact", "phone"],
};

/** The values shown, each with its source and date on focus. */
export function Facts({ kind, record }: { kind: Kind; record: RecordRow }) {
  const { t } = useTranslation();
  const claims = useClaims(kind.name, record.id);
  const deciding = new Map<string, Claim>();
  for (const claim of claims.data?.items ?? []) for (const field of claim.shown) deciding.set(field, claim);
  const fields = kind.fields.filter((f) => f.id !== kind.title);
  if (kind.name !== "firm") return <FactList fields={fields} record={record} deciding={deciding} />;
  const used = new Set(Object.values(firmSections).flat());
  const rest = fields.filter((f) => !used.has(f.id));
  return (
    <div className="fact-sections">
      {Object.entries(firmSections).map(([section, ids]) => {
        const own = ids.map((id) => fields.find((f) => f.id === id)).filter((f) => f !== undefined);
        return (
          <section key={section}>
            <h3>{t(`record.section.${section}`)}</h3>
            <FactList fields={section === "contact" ? [...own, ...rest] : own} record={record} deciding={deciding} />
          </section>
        );
      })}
    </div>
  );
}

function FactList({ fields, record, deciding }: { fields: Field[]; record: RecordRow; deciding: Map<string, Claim> }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const who = useGiver();
  return (
    <dl className="facts">
      {fields.map((field) => {
        const value = field.id === "region" ? record.region || record.values.region : record.values[field.id];
        const words = show(field, value, lang, money, namesFrom(name));
        const claim = deciding.get(field.id);
        const why = words === unknown ? t("record.unknownWhy") : claim ? sourceLine(claim, t, who) : (record.as_of ?? "");
        return (
          <div key={field.id} className="fact">
            <dt>{field.label[lang]}</dt>
            <dd>
              <Tooltip title={why} placement="left">
                <span tabIndex={0} className={words === unknown ? "figure-unknown" : "fact-value"}>
                  {words}
                  {field.type === "money" && words !== unknown && <span className="figure-unit"> {t(`unit.${money}`)}</span>}
                  {field.type === "industry" && words !== unknown && words !== value && <span className="quiet"> {String(value)}</span>}
                </span>
              </Tooltip>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Source, date and giver of a claim in one line. */
export function sourceLine(claim: Claim, t: (key: string, blanks?: Record<string, string>) => string, who: (account: string) => string): string {
  const parts = [claim.source.name, claim.as_of && t("record.asOfDay", { day: claim.as_of }), claim.given_by && t("record.givenBy", { who: who(claim.given_by) })];
  return parts.filter(Boolean).join(" · ");
}
