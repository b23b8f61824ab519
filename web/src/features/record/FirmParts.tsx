import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { App, Button, Select, Tag } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNames } from "@/api/names";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { DemoStamp } from "@/ui/DemoStamp";
import { useSentence } from "@/ui/ErrorState";
import { percent } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import { useKind, useReferring } from "./api";
import { namesFrom, show, type RecordRow } from "./model";
import { useNodesOf, usePlacementActs, usePlacements, type Placement } from "./placements";

/** What hangs on a firm: its nodes, honours, products, suppliers and customers, establishments. */
export function FirmParts({ firm }: { firm: RecordRow }) {
  const { t } = useTranslation();
  return (
    <div className="fact-sections">
      <Placements firm={firm.id} />
      <Honours firm={firm.id} />
      <Part title={t("record.products")} kind="product" field="firm" id={firm.id} columns={["name", "chain", "node", "grade", "market_share", "output"]} />
      <Part title={t("record.suppliers")} kind="link" field="buyer" id={firm.id} columns={["supplier", "product", "year", "amount", "share", "grade"]} />
      <Part title={t("record.customers")} kind="link" field="supplier" id={firm.id} columns={["buyer", "product", "year", "amount", "share", "grade"]} />
      <Part title={t("record.establishments")} kind="establishment" field="firm" id={firm.id} columns={["name", "establishment_kind", "region", "counted_in", "from", "until"]} />
    </div>
  );
}

function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section>
      <h3>
        {title}
        {count !== undefined && count > 0 && <span className="quiet num"> {count}</span>}
      </h3>
      {children}
    </section>
  );
}

/** Records of another kind that name this firm, as a small table. */
function Part({ title, kind: kindName, field, id, columns }: { title: string; kind: string; field: string; id: string; columns: string[] }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const { name } = useNames();
  const scope = useScope();
  const kind = useKind(kindName);
  const found = useReferring(kindName, field, id);
  if (!kind || found.isPending) return null;
  const items = found.data?.items ?? [];
  const fields = columns.map((c) => kind.fields.find((f) => f.id === c)).filter((f) => f !== undefined);
  return (
    <Section title={title} count={items.length}>
      {items.length === 0 ? (
        <p className="quiet">{t("record.nonePart")}</p>
      ) : (
        <ScrollX>
          <table className="plain">
            <thead>
              <tr>
                {fields.map((f) => (
                  <th key={f.id} className={f.type === "money" || f.type === "percent" ? "right" : undefined}>
                    {f.label[lang]}
                    {f.type === "money" && <span> {t(`unit.${money}`)}</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((row) => (
                <tr key={row.id}>
                  {fields.map((f, i) => {
                    const words = show(f, f.id === "region" ? row.region : row.values[f.id], lang, money, namesFrom(name));
                    const firm = f.type === "firm" ? row.values[f.id] : undefined;
                    return (
                      <td key={f.id} className={f.type === "money" || f.type === "percent" ? "right num" : undefined}>
                        {firm ? (
                          <Link to={withScope(`/records/firm/${String(firm)}`, scope)}>{words}</Link>
                        ) : i === 0 ? (
                          <Link to={withScope(`/records/${kind.name}/${row.id}`, scope)}>{words}</Link>
                        ) : (
                          words
                        )}
                        {i === 0 && row.demo && <DemoStamp small />}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      )}
    </Section>
  );
}

/** Honours in order of time. */
function Honours({ firm }: { firm: string }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const kind = useKind("honour");
  const found = useReferring("honour", "firm", firm);
  const items = [...(found.data?.items ?? [])].sort((a, b) => String(b.values.granted ?? "").localeCompare(String(a.values.granted ?? "")));
  const rung = kind?.fields.find((f) => f.id === "rung");
  if (found.isPending || !kind) return null;
  return (
    <Section title={t("record.honours")} count={items.length}>
      {items.length === 0 ? (
        <p className="quiet">{t("record.nonePart")}</p>
      ) : (
        <ol className="timeline">
          {items.map((h) => (
            <li key={h.id}>
              <span className="num quiet">{String(h.values.granted ?? "—")}</span>
              <span>
                {rung ? show(rung, h.values.rung, lang, "wan") : String(h.values.rung ?? "")}
                {h.values.batch ? <span className="quiet"> {String(h.values.batch)}</span> : null}
                {h.values.expires ? <span className="quiet"> {t("record.until", { day: String(h.values.expires) })}</span> : null}
                {h.demo && <DemoStamp small />}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

/** Where the firm stands on the maps, why, and how sure; a person confirms or corrects. */
function Placements({ firm }: { firm: string }) {
  const { t } = useTranslation();
  const found = usePlacements(firm);
  const items = (found.data?.items ?? []).filter((p) => p.state !== "rejected");
  if (found.isPending) return null;
  return (
    <Section title={t("record.placements")} count={items.length}>
      {items.length === 0 && <p className="quiet">{t("record.noPlacement")}</p>}
      <ul className="placements">
        {items.map((p) => (
          <PlacementLine key={p.id} placement={p} />
        ))}
      </ul>
    </Section>
  );
}

function PlacementLine({ placement: p }: { placement: Placement }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { message } = App.useApp();
  const { name } = useNames();
  const editor = may(useAccount(), "editor");
  const acts = usePlacementActs(p.firm);
  const sentence = useSentence();
  const [moving, setMoving] = useState(false);
  const nodes = useNodesOf(p.chain, moving);
  const run = (act: Promise<unknown>) => act.then(() => setMoving(false)).catch((error: unknown) => message.error(sentence(error)));
  return (
    <li>
      <div className="bar">
        <strong>{name("node", p.node) ?? p.node}</strong>
        <span className="quiet">{name("chain", p.chain) ?? p.chain}</span>
        <Tag>{t(`record.placed.${p.state}`)}</Tag>
        <span className="quiet num">{t("record.confidence", { value: percent(p.confidence * 100, 0) })}</span>
        {p.demo && <DemoStamp small />}
        {editor && (
          <span className="bar-end no-print">
            {p.state === "proposed" && (
              <Button size="small" icon={<CheckOutlined />} onClick={() => void run(acts.confirm(p.id))}>
                {t("record.confirm")}
              </Button>
            )}
            <Button size="small" onClick={() => setMoving(!moving)}>
              {t("record.correct")}
            </Button>
            <Button size="small" icon={<CloseOutlined />} onClick={() => void run(acts.reject(p.id))}>
              {t("record.reject")}
            </Button>
          </span>
        )}
      </div>
      {p.why && <p className="quiet">{p.why}</p>}
      {moving && (
        <Select
          className="filter-more"
          autoFocus
          defaultOpen
          placeholder={t("record.chooseNode")}
          loading={nodes.isPending}
          showSearch={{ optionFilterProp: "label" }}
          options={nodes.data?.map((n) => ({ value: n.id, label: n.name[lang] || n.name.zh }))}
          onChange={(node: string) => void run(acts.correct(p.id, node))}
        />
      )}
    </li>
  );
}
