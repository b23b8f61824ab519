import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { DemoStamp } from "@/ui/DemoStamp";
import { SignMark } from "@/ui/SignMark";
import type { Sign } from "@/ui/tokens";
import { unknown } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import { cellText, isNumeric, type Column, type Row } from "./model";

/** The rows of a list, each with its node, its evidence and its date. */
export function ListTable<R extends Row>(props: { columns: readonly Column[]; rows: readonly R[]; ranked?: boolean; tail?: (row: R) => React.ReactNode; tailLabel?: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  return (
    <ScrollX className="list-scroll">
      <table className="plain list-table">
        <thead>
          <tr>
            {props.ranked && <th className="right">{t("list.rank")}</th>}
            {props.columns.map((c) => (
              <th key={c.id} className={isNumeric(c) ? "right" : undefined}>
                {c.label[lang]}
                {c.unit && <small> {c.unit}</small>}
              </th>
            ))}
            <th>{t("list.node")}</th>
            <th>{t("list.evidence")}</th>
            <th>{t("list.date")}</th>
            {props.tail && <th>{props.tailLabel}</th>}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.key}>
              {props.ranked && <td className="right num">{row.rank}</td>}
              {props.columns.map((c, i) => (
                <td key={c.id} className={isNumeric(c) ? "right num" : undefined}>
                  <CellView column={c} row={row} />
                  {i === 0 && row.demo && <> <DemoStamp small /></>}
                  {i === 0 && row.decided && <> <small className="quiet" title={row.decided.reason}>{t("list.byHand")}</small></>}
                </td>
              ))}
              <td>{row.node ? <NodeLink node={row.node} name={row.node_name ?? row.node} /> : unknown}</td>
              <td><Evidence ids={row.evidence} /></td>
              <td className="num">{row.date || unknown}</td>
              {props.tail && <td>{props.tail(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function CellView({ column, row }: { column: Column; row: Row }) {
  const value = row.cells[column.id];
  if (column.format === "class" && typeof value === "string") return <SignMark sign={value as Sign} />;
  const text = cellText(column, value);
  return <span className="list-cell" title={text.length > 24 ? text : undefined}>{text}</span>;
}

function NodeLink({ node, name }: { node: string; name: string }) {
  const scope = useScope();
  return <Link to={withScope(`/map?node=${encodeURIComponent(node)}`, scope)}>{name}</Link>;
}

/** First letters of public IDs and the libraries they belong to. */
const libraries: Record<string, string> = { F: "firm", P: "product", L: "link", E: "establishment", H: "honour", J: "project", I: "institute", M: "fund", S: "statistic", V: "survey", D: "dependence", Y: "policy", K: "park" };

/** The records behind a row: the first as links, the rest counted. */
export function Evidence({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation();
  const scope = useScope();
  const shown = ids.filter((id) => libraries[id[0] ?? ""]).slice(0, 2);
  if (ids.length === 0) return <>{unknown}</>;
  return (
    <span className="list-evidence">
      {shown.map((id) => (
        <Link key={id} to={withScope(`/records/${libraries[id[0] ?? ""]}/${id}`, scope)}><code>{id.slice(0, 6)}</code></Link>
      ))}
      {ids.length > shown.length && <small className="quiet">{t("list.more", { n: ids.length - shown.length })}</small>}
    </span>
  );
}
