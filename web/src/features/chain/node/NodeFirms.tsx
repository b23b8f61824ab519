import { CheckOutlined, CloseOutlined, MoreOutlined, SwapOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Modal, Select } from "antd";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { get, post, type Page } from "@/api/client";
import { useScope, withScope } from "@/app/scope";
import { DemoStamp } from "@/ui/DemoStamp";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { percent } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { word } from "../model";
import type { WireMap } from "../wire";
import { usePrefs } from "@/app/prefs";

/** A firm's place on a node, as the program sends it. */
export interface Placement {
  id: string;
  firm: string;
  firm_name?: string;
  node: string;
  region: string;
  confidence: number;
  why: string;
  method: "auto" | "person" | "import";
  state: "proposed" | "confirmed" | "rejected";
  role?: string;
  demo: boolean;
}

const shown = 50;

/** The firms on a node; a person confirms, moves or rejects each, and the program learns from it. */
export function NodeFirms({ map, region, node }: { map: WireMap; region: string; node: string }) {
  const { t } = useTranslation();
  const q = useQuery({
    queryKey: ["placements", map.chain, region, node],
    queryFn: ({ signal }) => get<Page<Placement>>("/placements", { chain: map.chain, node, region, limit: shown }, signal),
  });
  return (
    <section aria-label={t("node.firms")}>
      <h3 className="panel-line">
        {t("node.firms")} <span className="quiet num">{q.data ? (q.data.total ?? q.data.items.length) : ""}</span>
      </h3>
      {q.isError ? (
        <ErrorState error={q.error} onRetry={() => void q.refetch()} />
      ) : !q.data ? (
        <Loading rows={3} />
      ) : q.data.items.length === 0 ? (
        <p className="quiet">{t("node.noFirms")}</p>
      ) : (
        <ul className="firm-list">
          {q.data.items.map((p) => (
            <FirmRow key={p.id} p={p} map={map} />
          ))}
          {q.data.next && <li className="quiet">{t("node.firstFirms", { n: shown })}</li>}
        </ul>
      )}
    </section>
  );
}

function FirmRow({ p, map }: { p: Placement; map: WireMap }) {
  const { t } = useTranslation();
  const scope = useScope();
  const { lang } = usePrefs();
  const { message } = App.useApp();
  const sentence = useSentence();
  const cache = useQueryClient();
  const [moving, setMoving] = useState(false);
  const [to, setTo] = useState<string>();
  const decide = useMutation({
    mutationFn: (d: { verdict: "confirm" | "reject" | "correct"; node?: string }) => post(`/placements/${p.id}/${d.verdict}`, d.node ? { node: d.node } : {}),
    onSuccess: (_, d) => {
      void message.success(t(`node.decided.${d.verdict}`));
      setMoving(false);
      for (const key of ["placements", "verdict", "chain-marks", "diagnosis"]) void cache.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => void message.error(sentence(error)),
  });
  return (
    <li className={`firm-row firm-${p.state}`}>
      <div className="firm-words">
        <Link to={withScope(`/records/firm/${p.firm}`, scope)}>{p.firm_name || p.firm}</Link> {p.demo && <DemoStamp small />}
        <div className="quiet">
          {p.state === "confirmed" ? t("node.confirmed") : t("node.proposed", { sure: percent(p.confidence * 100, 0) })}
          {p.why && ` · ${p.why}`}
        </div>
      </div>
      {p.state === "proposed" && (
        <Button size="small" icon={<CheckOutlined />} loading={decide.isPending} onClick={() => decide.mutate({ verdict: "confirm" })}>
          {t("node.confirm")}
        </Button>
      )}
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "move", icon: <SwapOutlined />, label: t("node.correct"), onClick: () => setMoving(true) },
            { key: "reject", icon: <CloseOutlined />, label: t("node.reject"), onClick: () => decide.mutate({ verdict: "reject" }) },
          ],
        }}
      >
        <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t("node.more", { name: p.firm_name || p.firm })} />
      </Dropdown>
      <Modal
        open={moving}
        title={t("node.correctTitle", { name: p.firm_name || p.firm })}
        okText={t("node.correct")}
        okButtonProps={{ disabled: !to, loading: decide.isPending }}
        onOk={() => decide.mutate({ verdict: "correct", node: to })}
        onCancel={() => setMoving(false)}
      >
        <Select
          className="full-width"
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("node.correctTo")}
          value={to}
          onChange={setTo}
          options={map.nodes.filter((n) => n.id !== p.node).map((n) => ({ value: n.id, label: word(n.name, lang) }))}
        />
      </Modal>
    </li>
  );
}
