import { useTranslation } from "react-i18next";
import { usePrefs } from "@/app/prefs";
import { percent, unknown } from "@/ui/format";
import { word } from "../model";
import type { WireEdge, WireMap } from "../wire";

/** What goes in and where it goes out, with share, quantity and grade of evidence. */
export function Neighbours({ map, id, onOpen }: { map: WireMap; id: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const into = map.edges.filter((e) => e.to === id);
  const out = map.edges.filter((e) => e.from === id);
  return (
    <section aria-label={t("node.edges")}>
      <Side map={map} title={t("node.inputs")} edges={into} end={(e) => e.from} onOpen={onOpen} />
      <Side map={map} title={t("node.outputs")} edges={out} end={(e) => e.to} onOpen={onOpen} />
    </section>
  );
}

function Side(props: { map: WireMap; title: string; edges: readonly WireEdge[]; end: (e: WireEdge) => string; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const name = (id: string) => word(props.map.nodes.find((n) => n.id === id)?.name, lang) || id;
  const list = [...props.edges].sort((a, b) => (b.share ?? -1) - (a.share ?? -1));
  return (
    <>
      <h3 className="panel-line">
        {props.title} <span className="quiet num">{list.length}</span>
      </h3>
      {list.length === 0 ? (
        <p className="quiet">{t("node.noEdges")}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th>{t("map.node")}</th>
              <th className="right">{t("node.share")}</th>
              <th className="right">{t("node.quantity")}</th>
              <th>{t("node.grade")}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((e, i) => (
              <tr key={`${e.from}>${e.to}${i}`}>
                <td>
                  <button type="button" className="link-button" onClick={() => props.onOpen(props.end(e))}>
                    {name(props.end(e))}
                  </button>
                  {e.feedback && <span className="quiet"> {t("node.feedback")}</span>}
                </td>
                <td className="right num">{typeof e.share === "number" ? percent(e.share) : unknown}</td>
                <td className="right num">{typeof e.quantity === "number" ? `${e.quantity} ${e.unit ?? ""}` : unknown}</td>
                <td title={e.source || t("node.noSource")}>
                  {e.grade}
                  {e.assumed && <span className="quiet"> {t("node.assumed")}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
