import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import type { WireMap, WireNode } from "../wire";

/** What the template says of a node: dependence, grade, classes, technologies, uses. */
export function Facts({ map, node }: { map: WireMap; node: WireNode }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const ext = node.external;
  const list = (items: readonly string[] | undefined) => (items?.length ? items.join(t("map.listComma")) : null);
  const rows: [string, React.ReactNode][] = [
    [t("node.dependence"), ext && ext.dependence !== "unknown" ? <Dependence key="d" ext={ext} /> : t("node.dependenceUnknown")],
    [t("node.valueGrade"), node.value_grade ? t(`node.valueGrades.${node.value_grade}`) : null],
    [t("node.industries"), list(node.industries)],
    [t("node.hs"), list(node.hs)],
    [t("node.words"), list(node.words)],
    [t("node.technologies"), node.technologies?.length ? <Link key="t" to={withScope(`/map/technology?node=${node.id}`, scope)}>{t("node.seeTechnologies", { n: node.technologies.length })}</Link> : null],
    [t("node.applications"), node.applications?.length ? <Link key="a" to={withScope(`/map/application?node=${node.id}`, scope)}>{t("node.seeApplications", { n: node.applications.length })}</Link> : null],
    [t("node.sharedWith"), list(node.chains?.filter((c) => c !== map.chain))],
  ];
  return (
    <section aria-label={t("node.template")}>
      <h3 className="panel-line">{t("node.template")}</h3>
      <dl className="facts" lang={lang === "en" ? "en" : "zh-CN"}>
        {rows.filter(([, value]) => value).map(([label, value]) => (
          <FactRow key={label} label={label} value={value} />
        ))}
      </dl>
    </section>
  );
}

function FactRow({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Dependence({ ext }: { ext: NonNullable<WireNode["external"]> }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`node.dependences.${ext.dependence}`)}
      {ext.note && <>{t("map.comma")}{ext.note}</>}
      {ext.source && <p className="quiet">{t("node.from", { source: ext.source, date: ext.date ?? "" })}</p>}
    </>
  );
}
