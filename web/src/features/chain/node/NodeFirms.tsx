import { CheckOutlined, CloseOutlined, MoreOutlined, SwapOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Modal, Select } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { post } from "@/api/client";
import { useScope, withScope } from "@/app/scope";
import { DemoStamp } from "@/ui/DemoStamp";
import { useSentence } from "@/ui/ErrorState";
import { useVerdict } from "@/features/diagnosis/api";
import type { FirmEvidence } from "@/features/diagnosis/wire";
import { money, percent } from "@/ui/format";
import { word } from "../model";
import type { WireMap } from "../wire";
import { usePrefs } from "@/app/prefs";

/** The firms on a node; a person confirms, moves or rejects each, and the program learns from it. */
export function NodeFirms({ map, region, node }: { map: WireMap; region: string; node: string }) {
  const { t } = useTranslation();
  const q = useVerdict(map.chain, region, node);
  if (!q.data) return null; // the verdict above shows the waiting and the failure
  const firms = q.data.evidence?.firms ?? [];
  const others = q.data.evidence?.other_firms ?? 0;
  return (
    <section aria-label={t("node.firms")}>
      <h3 className="panel-line">
        {t("node.firms")} <span className="quiet num">{firms.length + others}</span>
      </h3>
      {firms.length === 0 ? (
        <p className="quiet">{t("node.noFirms")}</p>
      ) : (
        <ul className="firm-list">
          {firms.map((p) => (
            <FirmRow key={p.placement} p={p} map={map} node={node} />
          ))}
          {others > 0 && <li className="quiet">{t("node.otherFirms", { n: others })}</li>}
        </ul>
      )}
    </section>
  );
}

function FirmRow({ p, map, node }: { p: FirmEvidence; map: WireMap; node: string }) {
  const { t } = useTranslation();
  const scope = useScope();
  const { lang, money: unit } = usePrefs();
  const sure = p.confidence >= 1;
  const { message } = App.useApp();
  const sentence = useSentence();
  const cache = useQueryClient();
  const [moving, setMoving] = useState(false);
  const [to, setTo] = useState<string>();
  const decide = useMutation({
    mutationFn: (d: { verdict: "confirm" | "reject" | "correct"; node?: string }) => post(`/placements/${p.placement}/${d.verdict}`, d.node ? { node: d.node } : {}),
    onSuccess: (_, d) => {
      void message.success(t(`node.decided.${d.verdict}`));
      setMoving(false);
      for (const key of ["placements", "verdict", "chain-marks", "diagnosis", "overview"]) void cache.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => void message.error(sentence(error)),
  });
  return (
    <li className="firm-row">
      <div className="firm-words">
        <Link to={withScope(`/records/firm/${p.id}`, scope)}>{p.name}</Link> {p.demo && <DemoStamp small />}
        <div className="quiet">
          {[
            sure ? t("node.confirmed") : t("node.proposed", { sure: percent(p.confidence * 100, 0) }),
            p.role && t(`node.roles.${p.role}`, { defaultValue: p.role }),
            p.listed && t("node.listed"),
            p.value_grade && t(`node.valueGrades.${p.value_grade}`),
            p.amount_fen !== null && `${money(p.amount_fen, unit)} ${t(`diagnosis.unit.${unit}`)}`,
          ].filter(Boolean).join(" · ")}
        </div>
      </div>
      {!sure && (
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
        <Button size="small" type="text" icon={<MoreOutlined />} aria-label={t("node.more", { name: p.name })} />
      </Dropdown>
      <Modal
        open={moving}
        title={t("node.correctTitle", { name: p.name })}
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
          options={map.nodes.filter((n) => n.id !== node).map((n) => ({ value: n.id, label: word(n.name, lang) }))}
        />
      </Modal>
    </li>
  );
}
