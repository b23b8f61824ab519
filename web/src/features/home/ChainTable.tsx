import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useScope, withScope } from "@/app/scope";
import { number } from "@/ui/format";
import { SignMark } from "@/ui/SignMark";
import { signs } from "@/ui/tokens";
import { ScrollX } from "@/ui/ScrollX";
import { parts, total, worstFirst, type ChainSummary } from "./model";

/** One line for each chain: how many nodes of each class, and the classes as one bar. */
export function ChainTable({ chains }: { chains: readonly ChainSummary[] }) {
  const { t, i18n } = useTranslation();
  const scope = useScope();
  return (
    <ScrollX>
      <table className="plain chain-table">
        <thead>
          <tr>
            <th>{t("frame.chain")}</th>
            <th className="chain-bar-head">{t("home.classes")}</th>
            {signs.map((s) => (
              <th key={s} className="right">
                <SignMark sign={s} />
              </th>
            ))}
            <th className="right">{t("home.unstable")}</th>
            <th className="right">{t("home.firms")}</th>
          </tr>
        </thead>
        <tbody>
          {worstFirst(chains).map((c) => (
            <tr key={c.id}>
              <th scope="row">
                <Link to={withScope(`/map?chain=${c.id}`, { region: scope.region, chain: c.id })}>{(i18n.language === "en" && c.name.en) || c.name.zh}</Link>
              </th>
              <td>
                <ClassBar chain={c} />
              </td>
              {signs.map((s) => (
                <td key={s} className={`right num${c.counts[s] === 0 ? " quiet" : ` sign-${s}`}`}>
                  {number(c.counts[s], 0)}
                </td>
              ))}
              <td className={`right num${c.counts.unstable === 0 ? " quiet" : ""}`}>{number(c.counts.unstable, 0)}</td>
              <td className="right num">{number(c.value_added.firms, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function ClassBar({ chain }: { chain: ChainSummary }) {
  const { t } = useTranslation();
  const list = parts(chain.counts);
  const words = list.map((p) => `${t(`sign.${p.sign}`)} ${p.count}`).join("，");
  return (
    <span className="class-bar" role="img" aria-label={words} title={`${words} / ${total(chain.counts)}`}>
      {list.map((p) => (
        <span key={p.sign} className={`class-part class-${p.sign}`} style={{ flexGrow: p.share }} />
      ))}
    </span>
  );
}
