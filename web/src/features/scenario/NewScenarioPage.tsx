import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useGo, useScope } from "@/app/scope";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { useChainMap } from "@/features/chain/api";
import { word } from "@/features/chain/model";
import { FirmSelect, PlaceSelect } from "@/features/record/Pickers";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useAsk, useScenario } from "./api";
import { drawChoices, draftsOf, firstSeed, hitsOf, type Draft } from "./model";
import "./scenario.css";

const kinds = ["firm", "node", "region", "import"] as const;

/** What would happen if: choose what fails, how far, and ask. */
export function Component() {
  const scope = useScope();
  const [params] = useSearchParams();
  const from = params.get("from") ?? "";
  const before = useScenario(from);
  if (!scope.chain) return <ChainChooser to="/scenarios/new" />;
  if (from && before.isPending) return <Loading />;
  const first: Draft[] = before.data ? draftsOf(before.data.ask) : [{ kind: "firm", id: params.get("firm") ?? undefined, depth: 100 }];
  const node = params.get("node");
  return <Question key={from} drafts={node ? [{ kind: "node", id: node, depth: 100 }] : first} title={before.data?.ask.title ?? ""} draws={before.data?.ask.draws ?? 40} />;
}

function Question({ drafts, title, draws }: { drafts: Draft[]; title: string; draws: number }) {
  const { t } = useTranslation();
  const scope = useScope();
  const go = useGo();
  const place = usePlaceName(scope.region);
  const { lang } = usePrefs();
  const map = useChainMap(scope.chain, scope.region);
  const ask = useAsk();
  const [hits, setHits] = useState(drafts);
  const [words, setWords] = useState(title);
  const [many, setMany] = useState(draws);
  if (map.isError) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Loading />;
  const complete = hitsOf(hits);
  const change = (i: number, to: Partial<Draft>) => setHits(hits.map((h, at) => (at === i ? { ...h, ...to } : h)));
  const run = () =>
    ask.mutate(
      { kind: "what_if", title: words.trim() || undefined, chain: scope.chain, region: scope.region, hits: complete, draws: many, seed: firstSeed },
      { onSuccess: (asked) => go(`/scenarios/${asked.id}`) },
    );
  const nodes = map.data.nodes.map((n) => ({ value: n.id, label: word(n.name, lang) }));
  return (
    <div className="page">
      <PageHead title={t("scenario.newTitle", { chain: word(map.data.name, lang), place })} state={t("scenario.newState")} />
      <Form className="panel scenario-form" layout="vertical" onFinish={run}>
        <Form.Item className="scenario-title" label={t("scenario.title")} htmlFor="scenario-title">
          <Input id="scenario-title" value={words} maxLength={120} placeholder={t("scenario.titleHint")} onChange={(e) => setWords(e.target.value)} />
        </Form.Item>
        <div role="group" aria-labelledby="scenario-hits" className="scenario-hits">
          <span id="scenario-hits">{t("scenario.whatFails")}</span>
          {hits.map((h, i) => (
            <HitRow key={i} hit={h} nodes={nodes} only={hits.length === 1} onChange={(to) => change(i, to)} onRemove={() => setHits(hits.filter((_, at) => at !== i))} />
          ))}
          <Button icon={<PlusOutlined />} onClick={() => setHits([...hits, { kind: "firm", depth: 100 }])} disabled={hits.length >= 200}>
            {t("scenario.more")}
          </Button>
        </div>
        <div className="scenario-options">
          <Form.Item label={t("scenario.draws")} htmlFor="scenario-draws" tooltip={t("scenario.drawsWhy")}>
            <Select id="scenario-draws" value={many} onChange={setMany} options={drawChoices.map((n) => ({ value: n, label: n === 0 ? t("scenario.noDraws") : t("scenario.drawsN", { n }) }))} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={ask.isPending} disabled={complete.length === 0}>
            {t("scenario.run")}
          </Button>
        </div>
      </Form>
      {ask.isError && <ErrorState error={ask.error} />}
    </div>
  );
}

function HitRow({ hit, nodes, only, onChange, onRemove }: { hit: Draft; nodes: { value: string; label: string }[]; only: boolean; onChange: (to: Partial<Draft>) => void; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="scenario-hit">
      <Select aria-label={t("scenario.kind")} value={hit.kind} onChange={(kind) => onChange({ kind, id: undefined, within: undefined })} options={kinds.map((k) => ({ value: k, label: t(`scenario.kinds.${k}`) }))} />
      {hit.kind === "firm" && <FirmSelect label={t("scenario.kinds.firm")} value={hit.id} onChange={(id) => onChange({ id })} />}
      {hit.kind === "region" && <PlaceSelect value={hit.id} onChange={(id) => onChange({ id })} />}
      {(hit.kind === "node" || hit.kind === "import") && (
        <Select value={hit.id} onChange={(id: string) => onChange({ id })} showSearch={{ optionFilterProp: "label" }} options={nodes} placeholder={t("scenario.chooseNode")} aria-label={t("scenario.chooseNode")} />
      )}
      {hit.kind === "node" ? <PlaceSelect value={hit.within} onChange={(within) => onChange({ within })} empty={t("scenario.anywhere")} /> : <span className="no-within">{t(`scenario.kindHint.${hit.kind}`)}</span>}
      <InputNumber aria-label={t("scenario.depth")} min={1} max={100} value={hit.depth} onChange={(depth) => onChange({ depth: depth ?? 100 })} suffix="%" prefix={t("scenario.depth")} className="full-width" />
      <Button type="text" icon={<DeleteOutlined />} aria-label={t("scenario.remove")} onClick={onRemove} disabled={only} />
    </div>
  );
}
