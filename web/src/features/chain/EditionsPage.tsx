import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, post, type Page } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { useSession } from "@/features/session/api";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { percent, unknown } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { ScrollX } from "@/ui/ScrollX";
import { useChainMap } from "./api";
import { ChainChooser } from "./ChainChooser";
import { word } from "./model";
import type { WireEdge, WireMap, WireNode } from "./wire";
import "./map/map.css";

interface Edition {
  id: string;
  version: string;
  date: string;
  author: string;
  note?: string;
  sha256: string;
  nodes: number;
  edges: number;
  region: string;
}

interface Difference {
  nodes_added: WireNode[];
  nodes_removed: WireNode[];
  nodes_changed: { id: string; what: string[]; before: WireNode; after: WireNode }[];
  edges_added: WireEdge[];
  edges_removed: WireEdge[];
  edges_changed: { from: string; to: string; before: WireEdge; after: WireEdge }[];
}

/** Published editions of a chain map, what a place changed on the standard template, and the difference between two. */
export function Component() {
  const scope = useScope();
  if (!scope.chain) return <ChainChooser to="/map/editions" />;
  return <Editions key={`${scope.chain} ${scope.region}`} chain={scope.chain} region={scope.region} />;
}

function Editions({ chain, region }: { chain: string; region: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const place = usePlaceName(region);
  const session = useSession();
  const map = useChainMap(chain, region);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [publishing, setPublishing] = useState(false);
  const list = useQuery({ queryKey: ["editions", chain, region], queryFn: ({ signal }) => get<Page<Edition>>(`/chains/${encodeURIComponent(chain)}/editions`, { region }, signal) });
  if (map.isError) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Loading />;
  const editions = list.data?.items ?? [];
  const options = (now: string) => [{ value: "", label: now }, ...editions.map((e) => ({ value: e.id, label: `${e.version}（${e.date}）` }))];
  const mayPublish = session.data?.account?.role !== "reader";
  return (
    <div className="page">
      <PageHead
        title={word(map.data.name, lang)}
        state={t("edition.state", { place, n: editions.length })}
        source={t("map.sourceLine", { version: map.data.version ?? "", date: map.data.date ?? "", source: map.data.source ?? "" })}
        actions={mayPublish && <Button type="primary" onClick={() => setPublishing(true)}>{t("edition.publish")}</Button>}
      />
      <section className="panel">
        <h2>{t("edition.list")}</h2>
        {list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : editions.length === 0 ? (
          <p className="quiet">{t("edition.none")}</p>
        ) : (
          <ScrollX>
            <table className="plain">
              <thead>
                <tr>
                  <th>{t("edition.version")}</th>
                  <th>{t("edition.date")}</th>
                  <th>{t("edition.author")}</th>
                  <th className="right">{t("catalogue.nodes")}</th>
                  <th>{t("edition.note")}</th>
                  <th>SHA-256</th>
                </tr>
              </thead>
              <tbody>
                {editions.map((e) => (
                  <tr key={e.id}>
                    <td>{e.version}</td>
                    <td className="num">{e.date}</td>
                    <td>{e.author}</td>
                    <td className="right num">{e.nodes}</td>
                    <td>{e.note || unknown}</td>
                    <td title={e.sha256}><code>{e.sha256.slice(0, 8)}</code></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollX>
        )}
      </section>
      <section className="panel">
        <h2>{t("edition.diff")}</h2>
        <div className="bar">
          <Select aria-label={t("edition.from")} className="map-search" value={from} onChange={setFrom} options={options(t("edition.standard"))} />
          <span aria-hidden="true">→</span>
          <Select aria-label={t("edition.to")} className="map-search" value={to} onChange={setTo} options={options(t("edition.now"))} />
        </div>
        <Diff chain={chain} region={region} from={from} to={to} map={map.data} />
      </section>
      {publishing && <Publish chain={chain} region={region} place={place} onClose={() => setPublishing(false)} />}
    </div>
  );
}

function Diff({ chain, region, from, to, map }: { chain: string; region: string; from: string; to: string; map: WireMap }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const q = useQuery({ queryKey: ["chain-diff", chain, region, from, to], queryFn: ({ signal }) => get<Difference>(`/chains/${encodeURIComponent(chain)}/diff`, { region, from, to }, signal) });
  if (q.isError) return <ErrorState error={q.error} onRetry={() => void q.refetch()} />;
  if (!q.data) return <Loading rows={3} />;
  const d = q.data;
  const here = new Set(map.nodes.map((n) => n.id));
  const node = (id: string, name?: string) => {
    const text = name || word(map.nodes.find((n) => n.id === id)?.name, lang) || id;
    return here.has(id) ? <Link to={withScope(`/map?node=${encodeURIComponent(id)}`, scope)}>{text}</Link> : text;
  };
  const share = (e: WireEdge) => (typeof e.share === "number" ? percent(e.share) : unknown);
  const rows: [string, React.ReactNode, string][] = [
    ...d.nodes_added.map((n): [string, React.ReactNode, string] => ["nodeAdded", node(n.id, word(n.name, lang)), ""]),
    ...d.nodes_removed.map((n): [string, React.ReactNode, string] => ["nodeRemoved", node(n.id, word(n.name, lang)), ""]),
    ...d.nodes_changed.map((c): [string, React.ReactNode, string] => ["nodeChanged", node(c.id, word(c.after.name, lang)), c.what.map((w) => t(`edition.what.${w}`, { defaultValue: w })).join(t("map.listComma"))]),
    ...d.edges_added.map((e): [string, React.ReactNode, string] => ["edgeAdded", <>{node(e.from)} → {node(e.to)}</>, share(e)]),
    ...d.edges_removed.map((e): [string, React.ReactNode, string] => ["edgeRemoved", <>{node(e.from)} → {node(e.to)}</>, share(e)]),
    ...d.edges_changed.map((e): [string, React.ReactNode, string] => ["edgeChanged", <>{node(e.from)} → {node(e.to)}</>, `${share(e.before)} → ${share(e.after)}`]),
  ];
  if (rows.length === 0) return <p className="quiet">{t("edition.same")}</p>;
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("edition.move")}</th>
          <th>{t("map.node")}</th>
          <th>{t("edition.detail")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([move, what, detail], i) => (
          <tr key={i}>
            <td>{t(`edition.moves.${move}`)}</td>
            <td>{what}</td>
            <td>{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Publish({ chain, region, place, onClose }: { chain: string; region: string; place: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const cache = useQueryClient();
  const [form] = Form.useForm<{ version: string; note?: string }>();
  const publish = useMutation({
    mutationFn: (v: { version: string; note?: string }) => post(`/chains/${encodeURIComponent(chain)}/editions`, { region, version: v.version, note: v.note }),
    onSuccess: () => {
      void message.success(t("edition.published"));
      void cache.invalidateQueries({ queryKey: ["editions", chain] });
      onClose();
    },
    onError: (error) => void message.error(sentence(error)),
  });
  return (
    <Modal open title={t("edition.publishTitle", { place })} okText={t("edition.publish")} confirmLoading={publish.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={(v) => publish.mutate(v)}>
        <Form.Item name="version" label={t("edition.version")} rules={[{ required: true, message: t("edition.needVersion") }]}>
          <Input maxLength={40} placeholder="2026.1" />
        </Form.Item>
        <Form.Item name="note" label={t("edition.note")}>
          <Input.TextArea maxLength={2000} rows={3} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
