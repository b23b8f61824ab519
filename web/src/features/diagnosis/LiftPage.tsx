import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { post } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { useChainMap } from "@/features/chain/api";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { shareText } from "@/features/chain/words";
import { ErrorState } from "@/ui/ErrorState";
import { number, percent, unknown } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { SignMark } from "@/ui/SignMark";
import type { Sign } from "@/ui/tokens";
import { ScrollX } from "@/ui/ScrollX";
import { score } from "./figures";
import "./diagnosis.css";

interface Newcomer {
  name: string;
  nodes: string[];
  amount?: number;
  value_grade?: string;
  role?: string;
}

interface Lift {
  id: string;
  from: Sign;
  to: Sign;
  score_from: number | null;
  score_to: number | null;
  hold_from: number | null;
  hold_to: number | null;
  national_share_from: number | null;
  national_share_to: number | null;
  hhi_from: number | null;
  hhi_to: number | null;
  suppliers_for_75_from: number | null;
  suppliers_for_75_to: number | null;
  local_supply_from: number | null;
  local_supply_at_most: number | null;
}

/** What would change if a firm landed. Nothing is stored. */
export function Component() {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const place = usePlaceName(scope.region);
  const map = useChainMap(scope.chain, scope.region);
  const lift = useMutation({ mutationFn: (firm: Newcomer) => post<{ items: Lift[] }>(`/chains/${encodeURIComponent(scope.chain)}/lift`, { firms: [firm] }, { region: scope.region }) });
  if (!scope.chain) return <ChainChooser to="/diagnosis/lift" />;
  if (map.isError) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) return <Loading />;
  const nodes = map.data.nodes;
  const name = (id: string) => word(nodes.find((n) => n.id === id)?.name, lang) || id;
  const pair = (a: string, b: string) => (a === b ? a : `${a} → ${b}`);
  const pct = (v: number | null) => percent(v === null ? null : v * 100, 0);
  return (
    <div className="page">
      <PageHead title={t("diagnosis.liftTitle", { chain: word(map.data.name, lang), place })} state={t("diagnosis.liftState")} />
      <Form<Newcomer> className="panel lift-form" layout="vertical" onFinish={(v) => lift.mutate(v)} initialValues={{ name: "" }}>
        <Form.Item name="name" label={t("diagnosis.liftFirm")} rules={[{ required: true, message: t("diagnosis.needFirm") }]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="nodes" className="lift-node" label={t("diagnosis.liftNodes")} rules={[{ required: true, message: t("diagnosis.needNode") }]}>
          <Select mode="multiple" maxCount={20} showSearch={{ optionFilterProp: "label" }} options={nodes.map((n) => ({ value: n.id, label: word(n.name, lang) }))} />
        </Form.Item>
        <Form.Item name="amount" label={t("diagnosis.liftAmount")}>
          <InputNumber min={0} max={100_000_000} className="full-width" />
        </Form.Item>
        <Form.Item name="value_grade" label={t("node.valueGrade")}>
          <Select allowClear options={["high", "middle", "low"].map((value) => ({ value, label: t(`node.valueGrades.${value}`) }))} />
        </Form.Item>
        <Form.Item name="role" label={t("diagnosis.liftRole")}>
          <Select allowClear options={["lead", "segment", "core", "member"].map((value) => ({ value, label: t(`node.roles.${value}`) }))} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={lift.isPending}>
          {t("diagnosis.liftRun")}
        </Button>
      </Form>
      {lift.isError && <ErrorState error={lift.error} />}
      {lift.data && (
        <ScrollX className="panel">
          <table className="plain">
            <thead>
              <tr>
                <th>{t("map.node")}</th>
                <th>{t("map.class")}</th>
                <th className="right">{t("diagnosis.score")}</th>
                <th className="right">{t("diagnosis.hold")}</th>
                <th className="right">{t("map.share")}</th>
                <th className="right">{t("diagnosis.m.hhi")}</th>
                <th className="right">{t("diagnosis.m.reach")}</th>
                <th className="right">{t("diagnosis.supplyAtMost")}</th>
              </tr>
            </thead>
            <tbody>
              {lift.data.items.map((l) => (
                <tr key={l.id}>
                  <td>{name(l.id)}</td>
                  <td>
                    <SignMark sign={l.from} />
                    {l.from !== l.to && <> → <SignMark sign={l.to} /></>}
                  </td>
                  <td className="right num">{pair(score(l.score_from), score(l.score_to))}</td>
                  <td className="right num">{pair(pct(l.hold_from), pct(l.hold_to))}</td>
                  <td className="right num">{pair(shareText(l.national_share_from), shareText(l.national_share_to))}</td>
                  <td className="right num">{pair(number(l.hhi_from, 3), number(l.hhi_to, 3))}</td>
                  <td className="right num">{pair(number(l.suppliers_for_75_from, 0), number(l.suppliers_for_75_to, 0))}</td>
                  <td className="right num">{l.local_supply_at_most === null ? unknown : pair(pct(l.local_supply_from), pct(l.local_supply_at_most))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </div>
  );
}
