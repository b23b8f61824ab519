import { TableOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import { useTranslation } from "react-i18next";
import { untouched, type Arrangement, type Column } from "./column";

/** Which columns are shown, and in what order. */
export function ColumnChooser<R>({ columns, value, onChange }: { columns: readonly Column<R>[]; value: Arrangement; onChange: (a: Arrangement) => void }) {
  const { t } = useTranslation();
  const rest = columns.slice(1);
  const order = [...rest].sort((a, b) => at(a.id) - at(b.id));
  function at(id: string): number {
    const i = value.order.indexOf(id);
    return i >= 0 ? i : value.order.length + rest.findIndex((c) => c.id === id);
  }
  const move = (id: string, by: number) => {
    const ids = order.map((c) => c.id);
    const i = ids.indexOf(id);
    const j = i + by;
    if (j < 0 || j >= ids.length) return;
    [ids[i], ids[j]] = [ids[j] as string, ids[i] as string];
    onChange({ ...value, order: ids });
  };
  const panel = (
    <div className="column-chooser">
      <div className="column-list">
        {order.map((c, i) => (
          <div key={c.id} className="column-line">
            <Checkbox
              checked={!value.hidden.includes(c.id)}
              onChange={(e) => onChange({ ...value, hidden: e.target.checked ? value.hidden.filter((h) => h !== c.id) : [...value.hidden, c.id] })}
            >
              {c.title}
            </Checkbox>
            <span>
              <Button size="small" type="text" disabled={i === 0} aria-label={t("grid.up", { name: c.title })} onClick={() => move(c.id, -1)}>
                ↑
              </Button>
              <Button size="small" type="text" disabled={i === order.length - 1} aria-label={t("grid.down", { name: c.title })} onClick={() => move(c.id, 1)}>
                ↓
              </Button>
            </span>
          </div>
        ))}
      </div>
      <Button type="link" size="small" onClick={() => onChange(untouched)}>
        {t("grid.reset")}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={panel} arrow={false}>
      <Button icon={<TableOutlined />}>{t("grid.columns")}</Button>
    </Popover>
  );
}
