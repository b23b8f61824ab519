import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { number } from "@/ui/format";
import { beforePrinting } from "@/ui/print";
import type { Column } from "./column";
import type { Rows } from "./useRows";

/** Rows that a list has on paper at most; whoever needs more takes the spreadsheet. */
export const mostPrinted = 2_000;

/** Columns beyond which a list goes on A3 landscape. */
const portrait = 6;

/**
 * The list as paper has it: a plain table that breaks between rows and repeats
 * its head, made when the browser is about to print and gone afterwards.
 */
export function GridPaper<R>({ columns, rows }: { columns: readonly Column<R>[]; rows: Rows<R> }) {
  const { t } = useTranslation();
  const [list, setList] = useState<R[] | null>(null);
  const now = useRef({ rows, columns });
  now.current = { rows, columns };
  useEffect(() => {
    const prepare = async () => {
      const { rows: all, columns: shown } = now.current;
      for (const row of await all.load({ from: 0, to: Math.min(all.total ?? 0, mostPrinted) })) {
        if (row !== undefined) for (const c of shown) c.text(row); // asks for the names that the text needs
      }
    };
    const begin = () => flushSync(() => setList(atHand(now.current.rows)));
    const end = () => setList(null);
    const leave = beforePrinting(prepare);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      leave();
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  if (!list) return null;
  const total = rows.count;
  return (
    <div className={`grid-paper${columns.length > portrait ? " print-wide" : ""}`}>
      <table>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.id} className={c.align}>
                {c.title}
                {c.unit && <span className="grid-unit"> {c.unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.map((row, i) => (
            <tr key={i}>
              {columns.map((c) => (
                <td key={c.id} className={c.align}>
                  {c.text(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total && (total.more || total.value > list.length) && <p>{t("grid.paperPart", { text: number(list.length, 0), total: (total.more ? "> " : "") + number(total.value, 0) })}</p>}
    </div>
  );
}

/** The rows from the first on that have come. */
function atHand<R>(rows: Rows<R>): R[] {
  const list: R[] = [];
  for (let i = 0; i < Math.min(rows.total ?? 0, mostPrinted); i++) {
    const row = rows.at(i);
    if (row === undefined) break;
    list.push(row);
  }
  return list;
}
