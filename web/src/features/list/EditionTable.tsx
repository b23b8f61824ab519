import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChains } from "@/api/chain";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { DemoStamp } from "@/ui/DemoStamp";
import { instant, unknown } from "@/ui/format";
import { ScrollX } from "@/ui/ScrollX";
import { useDefinitions } from "./api";
import type { EditionHead } from "./model";

/** Editions, newest first; whole adds the list, the chain and the place. */
export function EditionTable({ editions, whole }: { editions: readonly EditionHead[]; whole?: boolean }) {
  const { t } = useTranslation();
  return (
    <ScrollX>
      <table className="plain">
        <thead>
          <tr>
            {whole && <th>{t("list.list")}</th>}
            {whole && <th>{t("list.chain")}</th>}
            {whole && <th>{t("list.place")}</th>}
            <th>{t("list.number")}</th>
            <th>{t("list.stateWord")}</th>
            <th className="right">{t("list.rows")}</th>
            <th className="right">{t("list.asideShort")}</th>
            <th>{t("list.changed")}</th>
          </tr>
        </thead>
        <tbody>
          {editions.map((e) => (
            <Line key={e.id} edition={e} whole={whole} />
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

function Line({ edition: e, whole }: { edition: EditionHead; whole?: boolean }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const place = usePlaceName(e.region);
  const name = useDefinitions().data?.items.find((d) => d.id === e.list)?.name[lang] ?? e.list;
  const chain = useChains().data?.items.find((c) => c.id === e.chain)?.name[lang] ?? e.chain;
  const to = withScope(`/editions/${e.id}`, { ...scope, region: e.region, chain: e.chain });
  return (
    <tr>
      {whole && <td><Link to={to}>{name}</Link></td>}
      {whole && <td>{chain}</td>}
      {whole && <td>{place}</td>}
      <td><Link to={to}>{e.number > 0 ? t("list.nth", { number: e.number }) : t("list.unnumbered")}</Link>{e.demo && <> <DemoStamp small /></>}</td>
      <td><span className={`list-state list-state-${e.state}`}>{t(`list.states.${e.state}`)}</span></td>
      <td className="right num">{e.rows}</td>
      <td className="right num">{e.aside || unknown}</td>
      <td className="num">{instant(new Date(e.changed_at).toISOString())}</td>
    </tr>
  );
}
