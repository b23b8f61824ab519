import { Button, Popover, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "@tanstack/react-query";
import { get, type Page } from "@/api/client";
import { useNames } from "@/api/names";
import { usePlaceName } from "@/api/place";
import { PlaceChooser } from "@/app/ScopePicker";
import { nation } from "@/app/scope";
import { useDebounced } from "@/ui/useDebounced";

interface Picker {
  value?: string;
  onChange?: (value: string | undefined) => void;
  id?: string;
  /** Names the field where no label stands beside it. */
  label?: string;
}

/** A place, chosen by going down the tree or by name. */
export function PlaceSelect({ value, onChange, id, empty }: Picker & { empty?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const name = usePlaceName(value ?? "");
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      content={
        <PlaceChooser
          value={value ?? nation}
          onChoose={(code) => {
            onChange?.(code === nation ? undefined : code);
            setOpen(false);
          }}
        />
      }
    >
      <Button id={id} block className="picker-button">
        {value ? name : <span className="quiet">{empty ?? t("record.choosePlace")}</span>}
      </Button>
    </Popover>
  );
}

interface Coded {
  id: string;
  name: string;
}

/** An industry class by code, name, pinyin. */
export function IndustrySelect({ value, onChange, id }: Picker) {
  const { t } = useTranslation();
  return <FoundSelect id={id} value={value} onChange={onChange} path="/industries" kind="industry" placeholder={t("record.findIndustry")} withCode />;
}

/** A firm by name, pinyin, initials or USCC. */
export function FirmSelect({ value, onChange, id, label }: Picker) {
  const { t } = useTranslation();
  return <FoundSelect id={id} label={label} value={value} onChange={onChange} path="/search/firms" kind="firm" placeholder={t("record.findFirm")} />;
}

function FoundSelect(props: Picker & { path: string; kind: "industry" | "firm"; placeholder: string; withCode?: boolean }) {
  const [q, setQ] = useState("");
  const words = useDebounced(q, 150);
  const { name } = useNames();
  const found = useQuery({
    queryKey: ["found", props.path, words],
    queryFn: ({ signal }) => get<Page<Coded>>(props.path, { q: words, limit: 20 }, signal),
    enabled: words.trim() !== "",
  });
  const label = (c: Coded) => (props.withCode ? `${c.id} ${c.name}` : c.name);
  const options = (found.data?.items ?? []).map((c) => ({ value: c.id, label: label(c) }));
  if (props.value && !options.some((o) => o.value === props.value)) {
    const known = name(props.kind, props.value);
    options.unshift({ value: props.value, label: known ? label({ id: props.value, name: known }) : props.value });
  }
  return (
    <Select
      id={props.id}
      aria-label={props.label ?? (props.id ? undefined : props.placeholder)}
      allowClear
      value={props.value}
      onChange={(v: string | undefined) => props.onChange?.(v)}
      showSearch={{ filterOption: false, onSearch: setQ }}
      loading={found.isFetching}
      options={options}
      placeholder={props.placeholder}
      notFoundContent={null}
    />
  );
}

