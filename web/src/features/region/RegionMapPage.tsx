import { DownloadOutlined, RightOutlined } from "@ant-design/icons";
import { Breadcrumb, Button, Dropdown, Segmented, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { usePlaces } from "@/api/place";
import { useLook } from "@/app/look";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { useChainMap } from "@/features/chain/api";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { shareText } from "@/features/chain/words";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { number } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useOutline, usePlaceVerdicts, useRegionCounts } from "./api";
import { savePng, saveSvg } from "./export";
import { InstallMap } from "./InstallMap";
import { type Step, steps } from "./map/scale";
import { hasParts, levelBelow, type Measure, measures, type PlaceValue, trail, values } from "./model";
import { PlaceName } from "./PlaceName";
import { RegionLegend } from "./RegionLegend";
import { RegionPicture } from "./RegionPicture";
import { RegionTable } from "./RegionTable";
import { RegionTiles } from "./RegionTiles";
import "./region.css";

/** Where the chain stands: from the nation down to counties, as a map and as a table. */
export function Component() {
  const scope = useScope();
  return scope.chain ? <RegionMap key={scope.chain} /> : <ChainChooser to="/map/regions" />;
}

function RegionMap() {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const look = useLook();
  const scope = useScope();
  const [params, setParams] = useSearchParams();
  const [pointed, setPointed] = useState<string | null>(null);
  const node = params.get("node") ?? "";
  const asked = params.get("measure") as Measure | null;
  // share and class are of one node: without a node there is nothing to show
  const offered: readonly Measure[] = node ? measures.filter((m) => m !== "nodes") : measures.filter((m) => m === "firms" || m === "nodes");
  const measure: Measure = asked && offered.includes(asked) ? asked : "firms";
  // a county or park shows its own surroundings: there are no outlines below
  const place = hasParts(scope.region) ? scope.region : (trail(scope.region).filter(hasParts).pop() ?? "000000");
  const map = useChainMap(scope.chain, scope.region);
  const outline = useOutline(place);
  const parts = usePlaces(place);
  const counts = useRegionCounts(scope.chain, place, node);
  const verdicts = usePlaceVerdicts(scope.chain, place, node ? levelBelow(place) : null, node);
  const set = (name: string, value: string) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });

  const list = useMemo(
    () => values((parts.data?.items ?? []).filter((p) => !p.id.includes("-")), counts.data?.items ?? [], verdicts.data?.items ?? [], measure),
    [parts.data, counts.data, verdicts.data, measure],
  );
  const scale: Step[] = useMemo(() => steps(list.map((v) => v.value), 5), [list]);
  const text = (v: PlaceValue): string => {
    if (measure === "class") return t(`sign.${v.sign ?? "unknown"}`);
    return measure === "share" ? shareText(v.value) : t(`region.of.${measure}`, { n: number(v.value, 0) });
  };
  if (map.isError) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  const failed = [outline, parts, counts].find((q) => q.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!map.data || outline.data === undefined || !parts.data || !counts.data) return <Loading rows={10} />;

  const unplaced = counts.data.items.find((c) => c.id === place)?.firms ?? 0;
  const o = outline.data;
  const drawn = o !== null && o.geojson.features.length > 0 && (parts.data.items.length === 0 || o.geojson.features.some((f) => list.some((v) => v.code === String(f.properties.code ?? ""))));
  const caption = o === null ? "" : o.bundled ? t("region.demo") : t("region.reviewed", { number: o.review_number ?? "", source: o.source, date: o.as_of });
  const title = `${word(map.data.name, lang)} · ${t("map.tab.regions")}`;
  const open = (code: string) => scope.set({ region: code });
  return (
    <div className="page region-page print-wide">
      <PageHead
        title={title}
        state={t("region.state", { n: number(counts.data.total, 0), here: list.filter((v) => v.firms > 0).length, of: list.length })}
        source={unplaced > 0 ? <span>{t("region.unplaced", { n: number(unplaced, 0) })}</span> : undefined}
        actions={
          <>
            {drawn && (
              <Dropdown
                menu={{
                  items: [
                    { key: "svg", label: t("map.saveSvg"), onClick: () => saveSvg("region-picture", `${title}.svg`) },
                    { key: "png", label: t("map.savePng", { n: 3 }), onClick: () => void savePng("region-picture", `${title}.png`, look.palette.surface) },
                  ],
                }}
              >
                <Button icon={<DownloadOutlined />}>{t("map.save")}</Button>
              </Dropdown>
            )}
            <InstallMap place={place} installed={o !== null && !o.bundled} />
          </>
        }
      />
      <div className="bar no-print">
        <Breadcrumb separator={<RightOutlined />} items={trail(place).map((code) => ({ title: code === place ? <strong><PlaceName code={code} /></strong> : <button type="button" className="link-button" onClick={() => open(code)}><PlaceName code={code} /></button> }))} />
        <div className="bar-end">
          <Select
            className="map-search"
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t("region.node")}
            placeholder={t("region.allNodes")}
            value={node || undefined}
            onChange={(id?: string) => set("node", id ?? "")}
            options={map.data.nodes.map((n) => ({ value: n.id, label: word(n.name, lang) }))}
          />
          <Segmented<Measure> aria-label={t("region.measure")} value={measure} onChange={(m) => set("measure", m)} options={offered.map((m) => ({ value: m, label: t(`region.measures.${m}`) }))} />
        </div>
      </div>
      <div className="region-body">
        <div className="panel region-frame">
          {list.length === 0 ? (
            <EmptyState title={t("region.noParts")} hint={t("region.noPartsHint")} />
          ) : drawn && o ? (
            <RegionPicture id="region-picture" outline={o} values={list} steps={scale} byClass={measure === "class"} pointed={pointed} onPoint={setPointed} onOpen={open} text={text} caption={caption} />
          ) : (
            <RegionTiles values={list} steps={scale} byClass={measure === "class"} text={text} onOpen={open} />
          )}
          {list.length > 0 && <RegionLegend steps={scale} byClass={measure === "class"} share={measure === "share"} />}
        </div>
        <RegionTable values={list} measure={measure} text={text} pointed={pointed} here={scope.region} onPoint={setPointed} onOpen={open} />
      </div>
    </div>
  );
}
