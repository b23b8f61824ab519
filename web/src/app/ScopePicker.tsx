import { CheckOutlined, DownOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Input, Popover, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChains } from "@/api/chain";
import { useNames } from "@/api/names";
import { usePlace, usePlaceName, usePlaces, usePlaceSearch, type Place } from "@/api/place";
import { Loading } from "@/ui/Loading";
import { useDebounced } from "@/ui/useDebounced";
import { nation, useScope } from "./scope";

/** The scope of every page: place ▸ chain. */
export function ScopePicker() {
  const { t, i18n } = useTranslation();
  const scope = useScope();
  const [open, setOpen] = useState(false);
  const name = usePlaceName(scope.region);
  const chains = useChains();
  const { name: nameOf } = useNames();
  const options = [
    { value: "", label: t("frame.allChains") },
    ...(chains.data?.items ?? []).map((c) => {
      const own = (i18n.language === "en" && c.name.en) || c.name.zh;
      const place = c.region && c.region !== nation ? nameOf("division", c.region) : undefined; // several places have a chain of the same name
      return { value: c.id, label: place ? `${own} · ${place}` : own };
    }),
  ];
  return (
    <div className="scope" role="group" aria-label={t("frame.scope")}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        content={
          <PlaceChooser
            value={scope.region}
            onChoose={(region) => {
              scope.set({ region });
              setOpen(false);
            }}
          />
        }
      >
        <Button type="text" className="scope-region" aria-haspopup="dialog">
          <span className="ellipsis">{name}</span>
          <DownOutlined className="tiny-icon" />
        </Button>
      </Popover>
      <RightOutlined className="tiny-icon" aria-hidden />
      <Select
        className="scope-chain"
        variant="borderless"
        aria-label={t("frame.chain")}
        value={scope.chain}
        onChange={(chain) => scope.set({ chain })}
        options={options}
        showSearch={{ optionFilterProp: "label" }}
        popupMatchSelectWidth={260}
        labelRender={({ label, value }) => label ?? value}
      />
    </div>
  );
}

/** Goes down place by place, or finds one by name. */
export function PlaceChooser({ value, onChoose }: { value: string; onChoose: (code: string) => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const [at, setAt] = useState(() => startOf(value));
  const words = useDebounced(q, 150);
  const found = usePlaceSearch(words);
  const parts = usePlaces(at);
  const here = usePlace(at);
  const list = words.trim() ? found : parts;
  return (
    <div className="place-chooser">
      <Input.Search autoFocus allowClear placeholder={t("frame.findPlace")} value={q} onChange={(e) => setQ(e.target.value)} />
      {!words.trim() && (
        <div className="place-trail">
          {trail(at).map((code) => (
            <Button key={code} size="small" type="text" onClick={() => setAt(code)}>
              <PlaceName code={code} />
            </Button>
          ))}
        </div>
      )}
      <div className="place-list" role="listbox" aria-label={t("frame.places")}>
        {!words.trim() && (
          <PlaceRow
            place={{ id: at, name: at === nation ? t("frame.nation") : (here.data?.name ?? at) }}
            chosen={value === at}
            whole
            onChoose={onChoose}
          />
        )}
        {list.isPending && <Loading rows={4} />}
        {list.data?.items.map((p) => <PlaceRow key={p.id} place={p} chosen={p.id === value} path={words.trim() !== ""} onChoose={onChoose} onInside={hasParts(p.id) && !words.trim() ? setAt : undefined} />)}
        {list.data?.items.length === 0 && <p className="quiet">{t("frame.noPlace")}</p>}
      </div>
    </div>
  );
}

function PlaceRow(props: { place: Place; chosen: boolean; whole?: boolean; path?: boolean; onChoose: (code: string) => void; onInside?: (code: string) => void }) {
  const { t } = useTranslation();
  const { place } = props;
  return (
    <div className="place-row">
      <button type="button" role="option" aria-selected={props.chosen} onClick={() => props.onChoose(place.id)}>
        <span>{props.whole ? t("frame.whole", { name: place.name }) : place.name}</span>
        {props.path && place.path && place.path !== place.name && <span className="quiet">{place.path}</span>}
        {props.chosen && <CheckOutlined />}
      </button>
      {props.onInside && <Button type="text" size="small" icon={<RightOutlined />} aria-label={t("frame.inside", { name: place.name })} onClick={() => props.onInside?.(place.id)} />}
    </div>
  );
}

function PlaceName({ code }: { code: string }) {
  return <>{usePlaceName(code)}</>;
}

/** Parks have nothing to go down into; counties have parks. */
function hasParts(code: string): boolean {
  return !code.includes("-");
}

function startOf(code: string): string {
  if (hasParts(code)) return code;
  return parentOf(code);
}

function parentOf(code: string): string {
  if (code.includes("-")) return code.slice(0, code.indexOf("-"));
  if (!code.endsWith("00")) return `${code.slice(0, 4)}00`;
  if (!code.endsWith("0000")) return `${code.slice(0, 2)}0000`;
  return nation;
}

function trail(code: string): string[] {
  const codes = [code];
  while (codes[0] !== nation) codes.unshift(parentOf(codes[0] as string));
  return codes;
}
