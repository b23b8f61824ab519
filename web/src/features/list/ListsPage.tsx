import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { address } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope, withScope } from "@/app/scope";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { useDefinitions, useEditions } from "./api";
import { byScheme, type Definition, type EditionHead } from "./model";
import "./list.css";

/** The directory of lists, with how each stands for the chain and the place. */
export function Component() {
  const scope = useScope();
  if (!scope.chain) return <ChainChooser to="/lists" />;
  return <Directory chain={scope.chain} region={scope.region} />;
}

function Directory({ chain, region }: { chain: string; region: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const place = usePlaceName(region);
  const definitions = useDefinitions();
  const editions = useEditions({ chain, region, limit: 200 });
  if (definitions.isError) return <ErrorState error={definitions.error} onRetry={() => void definitions.refetch()} />;
  if (!definitions.data) return <Loading />;
  const latest = new Map<string, EditionHead[]>();
  for (const e of editions.data?.items ?? []) latest.set(e.list, [...(latest.get(e.list) ?? []), e]);
  const published = [...latest.values()].filter((all) => all.some((e) => e.state === "published")).length;
  return (
    <div className="page">
      <PageHead title={t("list.title")} state={t("list.state", { place, n: definitions.data.items.length, published })} />
      {byScheme(definitions.data.items).map(([scheme, lists]) => (
        <section className="panel" key={scheme.zh}>
          <h2>{scheme[lang]}</h2>
          <ul className="list-cards">
            {lists.map((d) => (
              <li key={d.id}>
                <Card definition={d} editions={latest.get(d.id) ?? []} chain={chain} region={region} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Card({ definition: d, editions, chain, region }: { definition: Definition; editions: EditionHead[]; chain: string; region: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const inForce = editions.find((e) => e.state === "published");
  const working = editions.find((e) => ["draft", "reviewed", "signed"].includes(e.state));
  const book = (d.parts?.length ?? 0) > 0;
  return (
    <>
      <div className="list-card-head">
        <strong>{book ? d.name[lang] : <Link to={withScope(`/lists/${d.id}`, scope)}>{d.name[lang]}</Link>}</strong>
        <Button type="text" size="small" icon={<DownloadOutlined />} aria-label={t("list.download")} title={t("list.download")} href={address(`/lists/${d.id}/file.xlsx`, { chain, region })} />
      </div>
      <p className="list-card-note">{d.note[lang]}</p>
      <p className="list-card-state">
        {book ? t("list.book", { n: d.parts?.length ?? 0 }) : inForce ? <Link to={withScope(`/editions/${inForce.id}`, scope)}>{t("list.inForce", { number: inForce.number, rows: inForce.rows })}</Link> : t("list.never")}
        {working && <Link to={withScope(`/editions/${working.id}`, scope)}>{t(`list.states.${working.state}`)}</Link>}
      </p>
    </>
  );
}
