import { FilterOutlined } from "@ant-design/icons";
import { Button, DatePicker, Form, Input, InputNumber, Popover, Select, Switch, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChains } from "@/api/chain";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { inUnit, toFen } from "@/ui/units";
import { IndustrySelect, PlaceSelect } from "./Pickers";
import { isFigure, namesFrom, show, withField, type Condition, type Field, type Kind, type Question } from "./model";

interface Props {
  kind: Kind;
  question: Question;
  onChange: (q: Question) => void;
}

/** Fields that make sense to filter by, the most used first. */
function filterable(kind: Kind): Field[] {
  const rank = (f: Field) => ["enum", "industry", "division", "chain", "node", "bool"].indexOf(f.type);
  const usable = kind.fields.filter((f) => f.class !== "sensitive" && f.class !== "core" && f.id !== "region");
  return [...usable].sort((a, b) => (rank(a) < 0 ? 9 : rank(a)) - (rank(b) < 0 ? 9 : rank(b)));
}

/** The panel behind 筛选: choose a field, say what it must be. */
export function FilterPanel({ kind, question, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const fields = filterable(kind);
  const [picked, setPicked] = useState<string[]>([]);
  const used = question.conditions.map((c) => c.field);
  const front = fields.filter((f) => f.type === "enum" || ["industry", "revenue", "above_scale", "chain"].includes(f.id)).map((f) => f.id).slice(0, 6);
  const visible = fields.filter((f) => front.includes(f.id) || used.includes(f.id) || picked.includes(f.id));
  const set = (field: string, own: Condition[]) => onChange({ ...question, conditions: withField(question.conditions, field, own) });
  const panel = (
    <Form layout="vertical" className="filter-panel" size="small">
      <div className="filter-fields">
        {visible.map((f) => (
          <FieldFilter key={f.id} field={f} own={question.conditions.filter((c) => c.field === f.id)} onChange={(own) => set(f.id, own)} />
        ))}
      </div>
      <div className="bar">
        <Select
          className="filter-more"
          value={null}
          placeholder={t("record.moreFields")}
          showSearch={{ optionFilterProp: "label" }}
          options={fields.filter((f) => !visible.includes(f)).map((f) => ({ value: f.id, label: f.label[lang] }))}
          onChange={(id: string | null) => id && setPicked([...picked, id])}
        />
        <Button type="text" className="bar-end" disabled={question.conditions.length === 0} onClick={() => onChange({ ...question, conditions: [] })}>
          {t("record.clear")}
        </Button>
      </div>
    </Form>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" arrow={false} content={panel}>
      <Button icon={<FilterOutlined />}>
        {t("record.filter")}
        {question.conditions.length > 0 && <span className="count-dot">{question.conditions.length}</span>}
      </Button>
    </Popover>
  );
}

function FieldFilter({ field, own, onChange }: { field: Field; own: Condition[]; onChange: (own: Condition[]) => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const isUnknown = own.some((c) => c.op === "unknown");
  const label = (
    <span className="filter-label">
      <span>
        {field.label[lang]}
        {field.type === "money" && <span className="quiet"> {t(`unit.${money}`)}</span>}
      </span>
      <span className="filter-unknown">
        <Switch size="small" checked={isUnknown} onChange={(on) => onChange(on ? [{ field: field.id, op: "unknown", value: "" }] : [])} aria-label={t("record.onlyUnknown", { name: field.label[lang] })} />
        {t("record.unknownOnly")}
      </span>
    </span>
  );
  return <Form.Item label={label}>{!isUnknown && <Input1 field={field} own={own} onChange={onChange} />}</Form.Item>;
}

/** The input that suits the type of the field. */
function Input1({ field, own, onChange }: { field: Field; own: Condition[]; onChange: (own: Condition[]) => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const chains = useChains();
  const value = (op: Condition["op"]) => own.find((c) => c.op === op)?.value;
  const put = (op: Condition["op"], v: string | undefined | null) => onChange([...own.filter((c) => c.op !== op && c.op !== "unknown"), ...(v ? [{ field: field.id, op, value: v }] : [])]);
  if (isFigure(field.type) || field.type === "year") return <RangeInput field={field} value={value} put={put} />;
  switch (field.type) {
    case "enum":
      return <Select allowClear value={value("is")} onChange={(v) => put("is", v)} options={field.options?.map((o) => ({ value: o.id, label: o[lang] }))} placeholder={t("record.any")} />;
    case "bool":
      return <Select allowClear value={value("is")} onChange={(v) => put("is", v)} options={[{ value: "true", label: t("record.yes") }, { value: "false", label: t("record.no") }]} placeholder={t("record.any")} />;
    case "industry":
      return <IndustrySelect value={value("is")} onChange={(v) => put("is", v)} />;
    case "division":
      return <PlaceSelect value={value("is")} onChange={(v) => put("is", v)} />;
    case "chain":
      return <Select allowClear showSearch={{ optionFilterProp: "label" }} value={value("is")} onChange={(v) => put("is", v)} options={chains.data?.items.map((c) => ({ value: c.id, label: c.name[lang] || c.name.zh }))} placeholder={t("record.any")} />;
    case "date":
      return (
        <div className="range">
          <DatePicker onChange={(_, v) => put("from", typeof v === "string" ? v : undefined)} placeholder={value("from") ?? t("record.from")} />
          <DatePicker onChange={(_, v) => put("to", typeof v === "string" ? v : undefined)} placeholder={value("to") ?? t("record.to")} />
        </div>
      );
    default:
      return <Input allowClear defaultValue={value("has")} onPressEnter={(e) => put("has", e.currentTarget.value)} onBlur={(e) => put("has", e.currentTarget.value)} placeholder={t("record.contains")} />;
  }
}

function RangeInput({ field, value, put }: { field: Field; value: (op: Condition["op"]) => string | undefined; put: (op: Condition["op"], v: string | undefined) => void }) {
  const { t } = useTranslation();
  const { money } = usePrefs();
  const isMoney = field.type === "money";
  const read = (op: "from" | "to") => {
    const v = value(op);
    return v === undefined ? undefined : isMoney ? inUnit(Number(v), money) : Number(v);
  };
  const write = (op: "from" | "to") => (v: number | null) => put(op, v === null ? undefined : String(isMoney ? toFen(v, money) : v));
  return (
    <div className="range">
      <InputNumber key={`from ${money}`} defaultValue={read("from")} onChange={write("from")} placeholder={t("record.from")} controls={false} />
      <span className="quiet">–</span>
      <InputNumber key={`to ${money}`} defaultValue={read("to")} onChange={write("to")} placeholder={t("record.to")} controls={false} />
    </div>
  );
}

/** The conditions in force, each with its own way out. */
export function FilterChips({ kind, question, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  if (question.conditions.length === 0) return null;
  const words = (c: Condition): string => {
    const field = kind.fields.find((f) => f.id === c.field);
    if (!field) return c.field;
    const label = field.label[lang];
    if (c.op === "unknown") return t("record.isUnknown", { name: label });
    if (c.op === "known") return t("record.isKnown", { name: label });
    const raw = field.type === "bool" ? c.value === "true" : c.value;
    const value = show(field, raw, lang, money, namesFrom(name));
    const unit = field.type === "money" ? ` ${t(`unit.${money}`)}` : "";
    const sign = { is: lang === "zh" ? "：" : ": ", from: " ≥ ", to: " ≤ ", has: " ∋ " }[c.op];
    return `${label}${sign}${value}${unit}`;
  };
  return (
    <div className="bar chips">
      {question.conditions.map((c) => (
        <Tag key={`${c.field} ${c.op} ${c.value}`} closable onClose={() => onChange({ ...question, conditions: question.conditions.filter((o) => o !== c) })}>
          {words(c)}
        </Tag>
      ))}
      <Button size="small" type="link" onClick={() => onChange({ ...question, conditions: [] })}>
        {t("record.clear")}
      </Button>
    </div>
  );
}
