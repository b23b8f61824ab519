import { AimOutlined, CompressOutlined, MinusOutlined, NodeIndexOutlined, PlusOutlined, SearchOutlined, TableOutlined } from "@ant-design/icons";
import { AutoComplete, Button, DatePicker, Input, Segmented, Select, Tooltip } from "antd";
import dayjs from "dayjs";
import { useMemo, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { usePrefs } from "@/app/prefs";
import { SignMark, SignShape } from "@/ui/SignMark";
import { signs, type Sign } from "@/ui/tokens";
import type { Counts } from "../model";
import { word } from "../model";
import type { MapState, Show, useMapState } from "../useMapState";
import type { WireMap } from "../wire";
import { everything, isEverything } from "./filter";
import { find } from "./find";
import type { Layout, Marks } from "./layout";
import type { MapHandle } from "./MapCanvas";

interface Props {
  layout: Layout;
  lanes: WireMap["lanes"];
  marks: Marks;
  counts: Counts | null;
  state: MapState;
  change: ReturnType<typeof useMapState>[1];
  onJump: (id: string) => void;
  handle: RefObject<MapHandle | null>;
}

/** Search, filters, comparison and zoom of the map. */
export function MapTools(props: Props) {
  const { t } = useTranslation();
  const { state, change, handle } = props;
  return (
    <div className="map-tools no-print" role="toolbar" aria-label={t("map.tools")}>
      <Search layout={props.layout} marks={props.marks} marked={props.counts !== null} onJump={props.onJump} />
      {props.counts && <Classes counts={props.counts} state={state} change={change} />}
      <Lanes lanes={props.lanes} state={state} change={change} />
      <Around layout={props.layout} state={state} change={change} />
      <Since state={state} change={change} />
      {!isEverything(state.filter) && (
        <Button type="link" size="small" onClick={() => change({ filter: everything })}>
          {t("map.clear")}
        </Button>
      )}
      <div className="bar-end">
        <Segmented<Show>
          aria-label={t("map.show")}
          value={state.show}
          onChange={(show) => change({ show })}
          options={[
            { value: "map", icon: <NodeIndexOutlined />, label: t("map.showMap") },
            { value: "both", label: t("map.showBoth"), className: "wide-only" },
            { value: "table", icon: <TableOutlined />, label: t("map.showTable") },
          ]}
        />
        {state.show !== "table" && (
          <div className="zoom-buttons">
            <Button icon={<MinusOutlined />} aria-label={t("map.zoomOut")} title={`${t("map.zoomOut")} (−)`} onClick={() => handle.current?.zoom(1 / 1.5)} />
            <Button icon={<PlusOutlined />} aria-label={t("map.zoomIn")} title={`${t("map.zoomIn")} (+)`} onClick={() => handle.current?.zoom(1.5)} />
            <Button icon={<CompressOutlined />} aria-label={t("map.fit")} title={`${t("map.fit")} (0)`} onClick={() => handle.current?.fit()} />
          </div>
        )}
      </div>
    </div>
  );
}

function Search({ layout, marks, marked, onJump }: { layout: Layout; marks: Marks; marked: boolean; onJump: (id: string) => void }) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const hits = useMemo(() => find(layout.nodes, q), [layout, q]);
  return (
    <AutoComplete
      className="map-search"
      value={q}
      onChange={setQ}
      onSelect={(id: string) => {
        onJump(id);
        setQ("");
      }}
      defaultActiveFirstOption
      options={hits.map(({ node }) => ({
        value: node.id,
        label: (
          <span className="map-hit">
            {marked && <SignMark sign={marks.get(node.id)?.sign ?? "unknown"} bare />}
            {node.name}
          </span>
        ),
      }))}
      notFoundContent={q.trim() ? t("map.noHit") : null}
      popupMatchSelectWidth={300}
    >
      <Input prefix={<SearchOutlined />} allowClear placeholder={t("map.find")} aria-label={t("map.find")} />
    </AutoComplete>
  );
}

type Part = Pick<Props, "state" | "change">;

/** The classes with their counts; pressed ones are shown, the others dimmed. */
function Classes({ counts, state, change }: Part & { counts: Counts }) {
  const { t } = useTranslation();
  const toggle = (s: Sign) => {
    const next = new Set(state.filter.signs);
    if (!next.delete(s)) next.add(s);
    change({ filter: { signs: next } });
  };
  return (
    <div className="class-chips" role="group" aria-label={t("map.classes")}>
      {signs.map((s) => (
        <Tooltip key={s} title={t(`map.signWhy.${s}`)} mouseEnterDelay={0.5}>
          <button type="button" className={`class-chip sign-${s}`} aria-pressed={state.filter.signs.has(s)} onClick={() => toggle(s)}>
            <SignShape sign={s} />
            <span>{t(`sign.${s}`)}</span>
            <b className="num">{counts[s]}</b>
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

function Lanes({ lanes, state, change }: Part & { lanes: WireMap["lanes"] }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const seen = new Map(lanes.map((l) => [l.position || l.id, word(l.name, lang)]));
  return (
    <Select
      mode="multiple"
      className="map-lanes"
      aria-label={t("map.lanes")}
      placeholder={t("map.lanes")}
      maxTagCount={1}
      showSearch={false}
      value={[...state.filter.lanes]}
      onChange={(value: string[]) => change({ filter: { lanes: new Set(value) } })}
      options={[...seen].map(([value, label]) => ({ value, label }))}
    />
  );
}

/** Only what lies around a node, or on the ways between two. */
function Around({ layout, state, change }: Part & { layout: Layout }) {
  const { t } = useTranslation();
  const f = state.filter;
  const name = (id: string | null) => layout.nodes.find((n) => n.id === id)?.name ?? "";
  if (!f.around) {
    if (!state.node) return null;
    return (
      <Button icon={<AimOutlined />} onClick={() => change({ filter: { around: state.node, depth: 2 } })}>
        {t("map.around")}
      </Button>
    );
  }
  return (
    <div className="map-around">
      <span className="ellipsis" title={name(f.around)}>{name(f.around)}</span>
      <Select
        aria-label={t("map.depth")}
        value={Number.isFinite(f.depth) ? f.depth : 0}
        disabled={f.to !== null}
        onChange={(d: number) => change({ filter: { depth: d || Infinity } })}
        options={[1, 2, 3, 0].map((d) => ({ value: d, label: d ? t("map.steps", { n: d }) : t("map.allSteps") }))}
      />
      <Select
        aria-label={t("map.pathTo")}
        className="map-path"
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("map.pathTo")}
        value={f.to ?? undefined}
        onChange={(to?: string) => change({ filter: { to: to ?? null } })}
        options={layout.nodes.filter((n) => n.id !== f.around).map((n) => ({ value: n.id, label: n.name }))}
      />
    </div>
  );
}

/** Compares the classes with an earlier day. */
function Since({ state, change }: Part) {
  const { t } = useTranslation();
  return (
    <>
      <DatePicker
        className="map-since"
        aria-label={t("map.since")}
        placeholder={t("map.since")}
        value={state.since ? dayjs(state.since) : null}
        disabledDate={(d) => d.isAfter(dayjs(), "day")}
        onChange={(d) => change({ since: d ? d.format("YYYY-MM-DD") : "", filter: d ? {} : { changed: false } })}
      />
      {state.since && (
        <Button type={state.filter.changed ? "primary" : "default"} aria-pressed={state.filter.changed} onClick={() => change({ filter: { changed: !state.filter.changed } })}>
          {t("map.onlyChanged")}
        </Button>
      )}
    </>
  );
}
