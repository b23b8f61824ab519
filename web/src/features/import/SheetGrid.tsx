import { Input } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLook } from "@/app/look";
import { EmptyState } from "@/ui/EmptyState";
import type { Column } from "@/ui/grid/column";
import { Grid } from "@/ui/grid/Grid";
import { fixedRows } from "@/ui/grid/useRows";
import { byPlace, isError, letters, type Finding, type SheetReport } from "./model";

interface Row {
  row: number;
  cells: string[];
}

/** The first rows of a sheet as the file has them; red and yellow cells say why, a double click mends one. */
export function SheetGrid(props: { sheet: SheetReport; findings: readonly Finding[]; onlyErrors: boolean; busy: boolean; onFix: (cell: string, text: string) => void }) {
  const { t } = useTranslation();
  const look = useLook();
  const { sheet, findings, onlyErrors, onFix } = props;
  const [editing, setEditing] = useState<{ cell: string; text: string }>();
  const places = useMemo(() => byPlace(findings, sheet.name), [findings, sheet.name]);
  const rows = useMemo(() => {
    const all = sheet.grid ?? [];
    return fixedRows<Row>(onlyErrors ? all.filter((r) => places.rows.get(r.row)?.some(isError)) : all);
  }, [sheet.grid, onlyErrors, places]);
  const width = Math.max(sheet.columns?.length ?? 0, ...(sheet.grid ?? []).map((r) => r.cells.length), 1);
  const columns = useMemo(() => {
    const info = new Map((sheet.columns ?? []).map((c) => [c.col, c]));
    const number: Column<Row> = {
      id: "#",
      title: t("import.rowHead"),
      width: 72,
      text: (r) => String(r.row),
      cell: (r) => <span className="quiet num">{r.row}</span>,
      mark: (r) => markOf(places.rows.get(r.row)?.filter((f) => !f.cell)),
    };
    const cells = Array.from({ length: width }, (_, i): Column<Row> => {
      const col = i + 1;
      const c = info.get(col);
      const at = (r: Row) => `${letters(col)}${r.row}`;
      return {
        id: String(col),
        title: c?.title || letters(col),
        unit: c?.unit,
        hint: c ? `${c.letter} · ${c.title}` : letters(col),
        width: widthOf([c?.title ?? "", ...(sheet.grid ?? []).slice(0, 30).map((r) => r.cells[i] ?? "")]),
        text: (r) => {
          const found = places.cells.get(at(r));
          return (r.cells[i] ?? "") + (found ? `\n${found.map((f) => [f.message, f.suggestion].filter(Boolean).join(" ")).join("\n")}` : "");
        },
        mark: (r) => markOf(places.cells.get(at(r))),
        cell: (r) =>
          editing?.cell === at(r) ? (
            <Input
              autoFocus
              size="small"
              defaultValue={editing.text}
              onPressEnter={(e) => {
                onFix(at(r), e.currentTarget.value);
                setEditing(undefined);
              }}
              onKeyDown={(e) => e.key === "Escape" && setEditing(undefined)}
              onBlur={() => setEditing(undefined)}
            />
          ) : (
            <span>{r.cells[i] ?? ""}</span>
          ),
      };
    });
    return [number, ...cells];
  }, [sheet.columns, sheet.grid, width, places, editing, onFix, t]);
  return (
    <Grid<Row>
      label={sheet.name}
      columns={columns}
      rows={rows}
      rowHeight={look.row}
      idOf={(r) => String(r.row)}
      onEdit={(r, column) => {
        if (column.id === "#") return;
        const col = Number(column.id);
        const cell = `${letters(col)}${r.row}`;
        const fix = places.cells.get(cell)?.find((f) => f.fix)?.fix;
        setEditing({ cell, text: fix ?? r.cells[col - 1] ?? "" });
      }}
      empty={<EmptyState title={onlyErrors ? t("import.noErrorRows") : t("import.emptySheet")} />}
    />
  );
}

/** Width that shows most of the texts, px: Chinese characters count double. */
function widthOf(texts: readonly string[]): number {
  const cells = texts.map((text) => [...text].reduce((sum, c) => sum + (c > "\u2e80" ? 2 : 1), 0));
  return Math.min(280, Math.max(96, Math.max(...cells) * 7.5 + 32));
}

function markOf(found: readonly Finding[] | undefined): "error" | "warning" | undefined {
  if (!found || found.length === 0) return undefined;
  return found.some(isError) ? "error" : "warning";
}
