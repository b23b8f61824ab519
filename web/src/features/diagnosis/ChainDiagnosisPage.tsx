import { DownloadOutlined } from "@ant-design/icons";
import { App, Button, Input } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { address, post, put } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { useLook } from "@/app/look";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { useChainMap } from "@/features/chain/api";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { word } from "@/features/chain/model";
import { NodePanel } from "@/features/chain/node/NodePanel";
import { useMapState } from "@/features/chain/useMapState";
import type { WireMap } from "@/features/chain/wire";
import { shareText } from "@/features/chain/words";
import { useSession } from "@/features/session/api";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { number, percent } from "@/ui/format";
import type { Column, Sort } from "@/ui/grid/column";
import { Grid } from "@/ui/grid/Grid";
import { fixedRows } from "@/ui/grid/useRows";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { SignMark, SignShape } from "@/ui/SignMark";
import { signs, type Sign } from "@/ui/tokens";
import { useDiagnosis } from "./api";
import { score } from "./figures";
import { MethodNote } from "./MethodNote";
import { ofClass, sortVerdicts, type VerdictRow } from "./rows";
import type { Result, Warning } from "./wire";
import "@/features/chain/map/map.css";
import "./diagnosis.css";

/** The diagnosis of one chain in one place as a table; the parts of a verdict are one click away. */
export function Component() {
  const scope = useScope();
  const q = useDiagnosis(scope.chain, scope.region);
  const map = useChainMap(scope.chain, scope.region);
  if (!scope.chain) return <ChainChooser to="/diagnosis/chain" />;
  const failed = [q, map].find((x) => x.isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!q.data || !map.data) return <Loading rows={10} />;
  return <Diagnosis result={q.data} map={map.data} />;
}

function Diagnosis({ result: r, map }: { result: Result; map: WireMap }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const { row } = useLook();
  const { message } = App.useApp();
  const sentence = useSentence();
  const place = usePlaceName(r.region);
  const session = useSession();
  const cache = useQueryClient();
  const [state, change] = useMapState();
  const [sort, setSort] = useState<Sort | undefined>();
  const nodes = useMemo(() => new Map(map.nodes.map((n, i) => [n.id, { n, at: n.x * 10_000 + n.y + i / 1000 }])), [map]);
  const lanes = useMemo(() => new Map(map.lanes.map((l) => [l.id, word(l.name, lang)])), [map, lang]);
  const all = useMemo<VerdictRow[]>(() => r.nodes.map((v) => ({ v, name: word(nodes.get(v.id)?.n.name, lang) || v.id, lane: lanes.get(nodes.get(v.id)?.n.stage ?? "") ?? "", at: nodes.get(v.id)?.at ?? 0 })), [r, nodes, lanes, lang]);
  const list = useMemo(() => sortVerdicts(ofClass(all, state.filter.signs), sort), [all, state.filter.signs, sort]);
  const rows = useMemo(() => fixedRows<VerdictRow>(list), [list]);
  const columns = useColumns(r);
  const keep = useMutation({
    mutationFn: () => post(`/chains/${encodeURIComponent(r.chain)}/diagnosis/kept`, undefined, { region: r.region }),
    onSuccess: () => {
      void message.success(t("diagnosis.keptNow"));
      void cache.invalidateQueries({ queryKey: ["kept"] });
    },
    onError: (error) => void message.error(sentence(error)),
  });
  const toggle = (s: Sign) => {
    const next = new Set(state.filter.signs);
    if (!next.delete(s)) next.add(s);
    change({ filter: { signs: next } });
  };
  return (
    <div className="with-inspector">
      <div className="page page-fill">
        <PageHead
          title={t("diagnosis.of", { chain: word(map.name, lang), place })}
          state={t("diagnosis.ofState", { n: r.nodes.length, peers: r.base.peers, scope: t(`diagnosis.scopes.${r.scope}`) })}
          source={<MethodNote thresholds={r.thresholds} day={r.day} />}
          actions={
            <>
              <Button icon={<DownloadOutlined />} href={address(`/chains/${encodeURIComponent(r.chain)}/diagnosis.xlsx`, { region: r.region })}>
                Excel
              </Button>
              {session.data?.account?.role !== "reader" && (
                <Button loading={keep.isPending} onClick={() => keep.mutate()} title={t("diagnosis.keepWhy")}>
                  {t("diagnosis.keep")}
                </Button>
              )}
            </>
          }
        />
        {(r.warnings ?? []).map((w) => (
          <WarningLine key={w.code} w={w} chain={r.chain} region={r.region} />
        ))}
        <div className="bar">
          <div className="class-chips" role="group" aria-label={t("map.classes")}>
            {signs.map((s) => (
              <button key={s} type="button" className={`class-chip sign-${s}`} aria-pressed={state.filter.signs.has(s)} onClick={() => toggle(s)} title={t(`map.signWhy.${s}`)}>
                <SignShape sign={s} />
                <span>{t(`sign.${s}`)}</span>
                <b className="num">{r.counts[s]}</b>
              </button>
            ))}
          </div>
          <span className="quiet">≈ {t("map.unstable")} <b className="num">{r.counts.unstable}</b></span>
        </div>
        <Grid<VerdictRow> label={t("diagnosis.table")} columns={columns} rows={rows} rowHeight={row} idOf={(x) => x.v.id} open={state.node ?? undefined} onOpen={(x) => change({ node: x.v.id })} sort={sort} onSort={setSort} empty={<p className="quiet">{t("map.nothingPasses")}</p>} onCopied={(n) => void (n ? message.success(t("grid.copied", { count: n })) : message.error(t("grid.notCopied")))} />
      </div>
      {state.node && nodes.has(state.node) && <NodePanel key={state.node} map={map} id={state.node} mark={undefined} onOpen={(node) => change({ node })} onClose={() => change({ node: null })} />}
    </div>
  );
}

function useColumns(r: Result): Column<VerdictRow>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const figure = (id: string, title: string, text: (x: VerdictRow) => string, width = 88, hint?: string): Column<VerdictRow> => ({ id, title, hint, width, align: "right", sortable: true, cell: (x) => <span className="num">{text(x)}</span>, text });
    const parts = r.nodes[0]?.parts ?? [];
    return [
      { id: "name", title: t("map.node"), width: 200, sortable: true, cell: (x) => x.name, text: (x) => x.name },
      { id: "class", title: t("map.class"), width: 100, sortable: true, cell: (x) => <SignMark sign={x.v.class} unstable={x.v.unstable} />, text: (x) => t(`sign.${x.v.class}`) + (x.v.unstable ? " ≈" : "") },
      figure("score", t("diagnosis.score"), (x) => score(x.v.score), 72),
      figure("hold", t("diagnosis.hold"), (x) => percent(x.v.hold === null ? null : x.v.hold * 100, 0), 84, t("diagnosis.holdWhy")),
      figure("firms", t("map.firms"), (x) => number(x.v.measures.firms, 0), 84),
      figure("nation", t("map.firmsAll"), (x) => number(x.v.measures.nation_firms, 0), 84),
      figure("share", t("map.share"), (x) => shareText(x.v.measures.national_share), 84),
      figure("lq", t("diagnosis.m.lq"), (x) => number(x.v.measures.lq, 2), 84),
      ...parts.map((p) => figure(`part.${p.id}`, t(`diagnosis.partNames.${p.id}`, { defaultValue: p.id }), (x) => score(x.v.parts?.find((o) => o.id === p.id)?.score), 92)),
      figure("missing", t("diagnosis.missingWeight"), (x) => percent(x.v.missing * 100, 0), 92),
      figure("reach", t("diagnosis.m.reach"), (x) => number(x.v.measures.suppliers_for_75, 0), 92, t("diagnosis.reachWhy")),
      { id: "lane", title: t("map.lane"), width: 90, sortable: true, cell: (x) => x.lane, text: (x) => x.lane },
    ];
  }, [r, t]);
}

/** A warning; one that must be answered takes the answer here. */
function WarningLine({ w, chain, region }: { w: Warning; chain: string; region: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const cache = useQueryClient();
  const [text, setText] = useState("");
  const answer = useMutation({
    mutationFn: () => put(`/chains/${encodeURIComponent(chain)}/diagnosis/warnings/${w.code}?region=${encodeURIComponent(region)}`, { answer: text }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["diagnosis", chain, region] }),
    onError: (error) => void message.error(sentence(error)),
  });
  return (
    <div className="warning-line" role="note">
      <p>▲ {w.message}</p>
      {w.given && <p className="quiet">{t("diagnosis.answered", { by: w.given.by, answer: w.given.answer })}</p>}
      {w.answer && !w.given && (
        <div className="bar">
          <Input value={text} onChange={(e) => setText(e.target.value)} maxLength={2000} placeholder={t("diagnosis.answerHint")} aria-label={t("diagnosis.answerHint")} />
          <Button disabled={!text.trim()} loading={answer.isPending} onClick={() => answer.mutate()}>
            {t("diagnosis.answer")}
          </Button>
        </div>
      )}
    </div>
  );
}
