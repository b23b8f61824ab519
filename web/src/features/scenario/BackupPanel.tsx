import { useTranslation } from "react-i18next";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { money } from "@/ui/format";
import { Place } from "./AnswerBody";
import { FirmName } from "./FirmName";
import { byFailing } from "./model";
import type { Backup, FirmLoss } from "./wire";

/** Who could take over from whom: equal grade first, then lower, the nearest first. */
export function BackupPanel({ backups, firms }: { backups: Backup[]; firms: FirmLoss[] }) {
  const { t } = useTranslation();
  const { name } = useNames();
  const failing = new Map(firms.map((f) => [f.id, f.name]));
  const groups = byFailing(backups);
  return (
    <section className="panel">
      <h2>{t("scenario.backups")}</h2>
      <p className="quiet">{t("scenario.backupsWhy")}</p>
      {groups.slice(0, 12).map(([gone, list]) => (
        <div key={gone} className="backup-group scroll-x">
          <h3>{t("scenario.backupFor", { name: failing.get(gone) ?? name("firm", gone) ?? t("scenario.outside") })}</h3>
          <Table list={list} />
        </div>
      ))}
      {groups.length > 12 && <p className="quiet">{t("scenario.moreBackups", { n: groups.length - 12 })}</p>}
    </section>
  );
}

function Table({ list }: { list: Backup[] }) {
  const { t } = useTranslation();
  const { money: unit } = usePrefs();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("scenario.firm")}</th>
          <th>{t("scenario.grade")}</th>
          <th>{t("scenario.near")}</th>
          <th>{t("scenario.place")}</th>
          <th className="right">
            {t("scenario.size")}（{t(`unit.${unit}`)}）
          </th>
          <th>{t("scenario.relation")}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((b, i) => (
          <tr key={`${b.id || i} ${b.node}`}>
            <td>
              <FirmName id={b.id} name={b.name} demo={b.demo} />
            </td>
            <td>
              {t(`scenario.grades.${b.grade}`)}
              {b.mutual && <span className="quiet"> · {t("scenario.mutual")}</span>}
            </td>
            <td>{t(`scenario.nears.${b.near}`)}</td>
            <td>
              <Place code={b.region} />
            </td>
            <td className="right num">{money(b.output === undefined || b.output === null ? null : b.output * 100, unit)}</td>
            <td>{b.supplies ? t("scenario.supplies") : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
