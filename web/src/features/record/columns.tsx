import { DemoStamp } from "@/ui/DemoStamp";
import { unknown } from "@/ui/format";
import type { Column } from "@/ui/grid/column";
import type { MoneyUnit } from "@/ui/units";
import { columnWidth, isAligned, show, type Kind, type Lang, type Names, type RecordRow } from "./model";

/** The columns of a kind; the title comes first and opens the record. */
export function columnsOf(kind: Kind, lang: Lang, unit: MoneyUnit, unitWord: string, names: Names, asOfWord: string): Column<RecordRow>[] {
  const title = kind.fields.find((f) => f.id === kind.title);
  const rest = kind.fields.filter((f) => f !== title);
  return [
    ...(title ? [title, ...rest] : rest).map((field): Column<RecordRow> => {
      const isTitle = field === title;
      const text = (row: RecordRow) => show(field, field.id === "region" ? row.region || row.values.region : row.values[field.id], lang, unit, names);
      return {
        id: field.id,
        title: field.label[lang],
        unit: field.type === "money" ? unitWord : undefined,
        width: columnWidth(field.type, isTitle),
        align: isAligned(field.type) ? "right" : undefined,
        sortable: true,
        text,
        cell: (row) => {
          const words = text(row);
          if (isTitle) {
            return (
              <>
                <button type="button" className="grid-open ellipsis" tabIndex={-1}>
                  {words}
                </button>
                {row.demo && <DemoStamp small />}
              </>
            );
          }
          return words === unknown ? <span className="quiet">{words}</span> : <span className={isAligned(field.type) ? "num" : undefined}>{words}</span>;
        },
      };
    }),
    { id: "as_of", title: asOfWord, width: 110, text: (row) => row.as_of || unknown, cell: (row) => <span className="quiet">{row.as_of || unknown}</span> },
  ];
}
