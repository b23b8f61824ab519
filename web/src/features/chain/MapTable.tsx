import { App, Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLook } from "@/app/look";
import { number, unknown } from "@/ui/format";
import type { Column, Sort } from "@/ui/grid/column";
import { Grid } from "@/ui/grid/Grid";
import { fixedRows } from "@/ui/grid/useRows";
import { SignMark } from "@/ui/SignMark";
import { type TableRow, sorted, tableRows } from "./table";
import { word } from "./model";
import { usePrefs } from "@/app/prefs";
import type { Layout, Marks } from "./map/layout";
import type { WireMap } from "./wire";
import { shareText } from "./words";
import { save } from "./save";

interface Props {
  map: WireMap;
  layout: Layout;
  marks: Marks;
  marked: boolean;
  shown: ReadonlySet<string> | null;
  open: string | null;
  onOpen: (id: string) => void;
}

/** The map as a table: the same facts for the keyboard, a screen reader and Excel. */
export default function MapTable(props: Props) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const { row } = useLook();
  const { message } = App.useApp();
  const [sort, setSort] = useState<Sort | undefined>();
  const stage = useMemo(() => new Map(props.map.lanes.map((l) => [l.position || l.id, word(l.name, lang)])), [props.map, lang]);
  const all = useMemo(() => tableRows(props.layout, props.marks), [props.layout, props.marks]);
  const list = useMemo(() => sorted(props.shown ? all.filter((r) => props.shown!.has(r.node.id)) : all, sort), [all, props.shown, sort]);
  const rows = useMemo(() => fixedRows<TableRow>(list), [list]);
  const columns = useMemo<Column<TableRow>[]>(() => {
    const figure = (id: string, title: string, value: (r: TableRow) => string, width = 96, unit?: string): Column<TableRow> => ({ id, title, unit, width, align: "right", sortable: true, cell: (r) => <span className="num">{value(r)}</span>, text: value });
    const plain = (id: string, title: string, value: (r: TableRow) => string, width: number): Column<TableRow> => ({ id, title, width, sortable: true, cell: value, text: value });
    const classes: Column<TableRow>[] = props.marked
      ? [
          {
            id: "class", title: t("map.class"), width: 92, sortable: true,
            cell: (r) => <SignMark sign={r.mark?.sign ?? "unknown"} unstable={r.mark?.unstable} />,
            text: (r) => t(`sign.${r.mark?.sign ?? "unknown"}`) + (r.mark?.unstable ? " ≈" : ""),
          },
          figure("firms", t("map.firms"), (r) => number(r.mark?.firms, 0), 84),
          figure("nation", t("map.firmsAll"), (r) => number(r.mark?.nationFirms, 0), 84),
          figure("share", t("map.share"), (r) => shareText(r.mark?.share), 96),
          figure("peer", t("map.peer"), (r) => shareText(r.mark?.peerShare), 96),
          plain("lead", t("map.lead"), (r) => r.mark?.lead ?? unknown, 200),
          plain("signs", t("map.signs"), (r) => [r.mark?.external && t("map.external"), r.mark?.singleSource && t("map.single"), r.mark?.backup && t("map.backup")].filter(Boolean).join(t("map.comma")) || unknown, 190),
        ]
      : [];
    return [
      plain("name", t("map.node"), (r) => r.node.name, 190),
      ...classes,
      plain("lane", t("map.lane"), (r) => stage.get(r.node.lane) ?? "", 96),
      plain("group", t("map.group"), (r) => r.group, 130),
      figure("in", t("map.inputs"), (r) => String(r.inputs), 76),
      figure("out", t("map.outputs"), (r) => String(r.outputs), 76),
    ];
  }, [props.marked, stage, t]);
  const csv = () => {
    const quote = (s: string) => (/[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s);
    const text = [columns.map((c) => c.title), ...list.map((r) => columns.map((c) => c.text(r)))].map((line) => line.map(quote).join(",")).join("\r\n");
    save(new Blob(["\ufeff", text], { type: "text/csv" }), `${word(props.map.name, lang)}.csv`);
  };
  return (
    <div className="map-table">
      <div className="bar">
        <span className="quiet">{t("map.rows", { n: list.length })}</span>
        <span className="bar-end">
          <Button size="small" onClick={csv}>{t("map.csv")}</Button>
        </span>
      </div>
      <Grid<TableRow>
        label={t("map.table")}
        columns={columns}
        rows={rows}
        rowHeight={row}
        idOf={(r) => r.node.id}
        open={props.open ?? undefined}
        onOpen={(r) => props.onOpen(r.node.id)}
        sort={sort}
        onSort={setSort}
        empty={<p className="quiet">{t("map.nothingPasses")}</p>}
        onCopied={(n) => void (n ? message.success(t("grid.copied", { count: n })) : message.error(t("grid.notCopied")))}
      />
    </div>
  );
}
