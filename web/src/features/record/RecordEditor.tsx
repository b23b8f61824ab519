import { App, Form, Input, InputNumber, Modal, Radio, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "@/api/client";
import { asProblem } from "@/api/problem";
import { useChains } from "@/api/chain";
import { usePrefs } from "@/app/prefs";
import { useSentence } from "@/ui/ErrorState";
import { inUnit, toFen } from "@/ui/units";
import { useRecordActs } from "./api";
import { changes, clashes, fault, type Clash } from "./edit";
import { show, type Field, type Kind, type RecordRow, type Values } from "./model";
import { FirmSelect, IndustrySelect, PlaceSelect } from "./Pickers";

interface Props {
  kind: Kind;
  /** Left out when a record is added. */
  record?: RecordRow;
  etag?: string | null;
  onClose: () => void;
  onSaved: (record: RecordRow) => void;
}

/** Adds or corrects a record by hand. What is saved is one more claim; nothing that others said is lost. */
export function RecordEditor({ kind, record, etag, onClose, onSaved }: Props) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { message, modal } = App.useApp();
  const { money } = usePrefs();
  const acts = useRecordActs(kind.name);
  const sentence = useSentence();
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [clash, setClash] = useState<{ list: Clash[]; mine: Values; theirs: RecordRow; etag: string | null } | null>(null);
  const [touched, setTouched] = useState(false);
  const base: Values = { ...record?.values, ...(record?.region ? { region: record.region } : {}) };

  const store = async (own: Values, tag: string | null) => {
    const saved = record ? await acts.save(record.id, own, tag) : await acts.add(own);
    void message.success(t("record.saved"));
    onSaved(saved);
  };
  const save = async (typed: Values) => {
    const mine = fromForm(typed, kind.fields, money);
    const own = changes(base, mine, kind.fields);
    if (Object.keys(own).length === 0) {
      onClose();
      return;
    }
    setBusy(true);
    setWrong("");
    try {
      await store(own, etag ?? null);
    } catch (error) {
      const problem = asProblem(error);
      if (record && (problem.status === 412 || problem.status === 409)) {
        const now = await send<RecordRow>("GET", `/records/${kind.name}/${record.id}`);
        const theirs: Values = { ...now.data.values, region: now.data.region };
        const list = clashes(base, mine, theirs, kind.fields);
        if (list.length > 0) setClash({ list, mine: own, theirs: now.data, etag: now.etag });
        else await store(own, now.etag).catch((e: unknown) => setWrong(sentence(e)));
      } else {
        setWrong(sentence(error));
        form.setFields(problem.fields.map((f) => ({ name: f.location.replace(/^body\.(values\.)?/, ""), errors: [f.message] })));
      }
    } finally {
      setBusy(false);
    }
  };
  const leave = () => {
    if (!touched) onClose();
    else modal.confirm({ title: t("record.leaveAsk"), okText: t("record.leave"), cancelText: t("record.stay"), onOk: onClose });
  };
  return (
    <>
      <Modal
        open
        width={760}
        title={record ? t("record.editTitle", { name: String(record.values[kind.title] ?? record.id) }) : t("record.addTitle", { kind: kind.label[lang] })}
        okText={t("record.save")}
        confirmLoading={busy}
        onOk={() => form.submit()}
        onCancel={leave}
        mask={{ closable: false }}
      >
        <p className="quiet">{t("record.editHint")}</p>
        <Form form={form} layout="vertical" initialValues={toForm(base, kind.fields, money)} onFinish={(v) => void save(v)} onValuesChange={() => setTouched(true)} scrollToFirstError className="editor-form">
          {kind.fields.map((field) => (
            <Form.Item
              key={field.id}
              name={field.id}
              required={field.required}
              label={
                <>
                  {field.label[lang]}
                  {field.type === "money" && <span className="quiet"> {t(`unit.${money}`)}</span>}
                </>
              }
              className={field.type === "longtext" || field.id === kind.title ? "editor-wide" : undefined}
              rules={[
                {
                  validator: (_, value: Values[string]) => {
                    const what = fault(field, value);
                    return what ? Promise.reject(new Error(t(`record.fault.${what}`, { max: field.max ?? 0 }))) : Promise.resolve();
                  },
                },
              ]}
            >
              <FieldInput field={field} />
            </Form.Item>
          ))}
        </Form>
        {wrong && (
          <p className="form-wrong" role="alert">
            {wrong}
          </p>
        )}
      </Modal>
      {clash && (
        <ClashDialog
          kind={kind}
          clash={clash.list}
          onCancel={() => setClash(null)}
          onChosen={(chosen) => {
            setClash(null);
            setBusy(true);
            store({ ...clash.mine, ...chosen }, clash.etag)
              .catch((e: unknown) => setWrong(sentence(e)))
              .finally(() => setBusy(false));
          }}
        />
      )}
    </>
  );
}

/** Both changed the same field: show what it was, mine and theirs, and let the person choose. */
function ClashDialog({ kind, clash, onCancel, onChosen }: { kind: Kind; clash: Clash[]; onCancel: () => void; onChosen: (chosen: Values) => void }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const [side, setSide] = useState<Record<string, "mine" | "theirs">>({});
  const chosen = () => Object.fromEntries(clash.map((c) => [c.field, side[c.field] === "mine" ? c.mine : c.theirs]));
  return (
    <Modal open width={680} title={t("record.clashTitle")} okText={t("record.clashSave")} onCancel={onCancel} onOk={() => onChosen(chosen())}>
      <p>{t("record.clashHint")}</p>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("record.field")}</th>
            <th>{t("record.was")}</th>
            <th>{t("record.mine")}</th>
            <th>{t("record.theirs")}</th>
            <th>{t("record.keep")}</th>
          </tr>
        </thead>
        <tbody>
          {clash.map((c) => {
            const field = kind.fields.find((f) => f.id === c.field) as Field;
            return (
              <tr key={c.field}>
                <th scope="row">{field.label[lang]}</th>
                <td>{show(field, c.base, lang, money)}</td>
                <td>{show(field, c.mine, lang, money)}</td>
                <td>{show(field, c.theirs, lang, money)}</td>
                <td>
                  <Radio.Group
                    value={side[c.field] ?? "theirs"}
                    onChange={(e) => setSide({ ...side, [c.field]: e.target.value as "mine" | "theirs" })}
                    options={[
                      { value: "mine", label: t("record.mine") },
                      { value: "theirs", label: t("record.theirs") },
                    ]}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Modal>
  );
}

function FieldInput({ field, ...rest }: { field: Field; value?: never; onChange?: never; id?: string }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const chains = useChains();
  switch (field.type) {
    case "enum":
      return <Select allowClear options={field.options?.map((o) => ({ value: o.id, label: o[lang] }))} {...rest} />;
    case "bool":
      return <Select allowClear options={[{ value: "true", label: t("record.yes") }, { value: "false", label: t("record.no") }]} {...rest} />;
    case "money":
    case "number":
    case "percent":
    case "count":
      return <InputNumber className="wide-input" controls={false} precision={field.type === "count" ? 0 : undefined} suffix={field.type === "percent" ? "%" : undefined} {...rest} />;
    case "longtext":
      return <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} {...rest} />;
    case "division":
      return <PlaceSelect {...rest} />;
    case "industry":
      return <IndustrySelect {...rest} />;
    case "firm":
      return <FirmSelect {...rest} />;
    case "chain":
      return <Select allowClear showSearch={{ optionFilterProp: "label" }} options={chains.data?.items.map((c) => ({ value: c.id, label: c.name[lang] || c.name.zh }))} {...rest} />;
    case "date":
      return <Input placeholder="2025-03-04" {...rest} />;
    default:
      return <Input {...rest} />;
  }
}

/** Values as the form holds them: money in the page's unit, truth as text for the drop-down. */
function toForm(values: Values, fields: readonly Field[], unit: "wan" | "yi"): Values {
  const out: Values = {};
  for (const f of fields) {
    const v = values[f.id];
    if (v === undefined || v === null) continue;
    out[f.id] = f.type === "money" ? inUnit(Number(v), unit) : f.type === "bool" ? (v === true || v === 1 ? "true" : "false") : v;
  }
  return out;
}

function fromForm(typed: Values, fields: readonly Field[], unit: "wan" | "yi"): Values {
  const out: Values = {};
  for (const f of fields) {
    const v = typed[f.id];
    if (v === undefined || v === null || v === "") out[f.id] = null;
    else if (f.type === "money") out[f.id] = toFen(Number(v), unit);
    else if (f.type === "bool") out[f.id] = v === "true";
    else if (f.type === "year" || f.type === "count") out[f.id] = Number(v);
    else if (f.type === "uscc") out[f.id] = String(v).trim().toUpperCase();
    else out[f.id] = typeof v === "string" ? v.trim() : v;
  }
  return out;
}
