import { App, Button } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { address } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useGo, useScope } from "@/app/scope";
import { ChainChooser } from "@/features/chain/ChainChooser";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState, useSentence } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { AsideTable } from "./AsideTable";
import { EditionTable } from "./EditionTable";
import { ListTable } from "./ListTable";
import { useDefinitions, useEditionActs, useEditions, usePreview } from "./api";
import "./list.css";

/** What a list holds now, its editions, and the way to a new one. */
export function Component() {
  const { t } = useTranslation();
  const { list = "" } = useParams();
  const scope = useScope();
  const definitions = useDefinitions();
  if (!scope.chain) return <ChainChooser to={`/lists/${list}`} />;
  if (definitions.isError) return <ErrorState error={definitions.error} onRetry={() => void definitions.refetch()} />;
  if (!definitions.data) return <Loading />;
  if (!definitions.data.items.some((d) => d.id === list)) return <EmptyState title={t("list.none")} />;
  return <Now key={`${list} ${scope.chain} ${scope.region}`} list={list} chain={scope.chain} region={scope.region} />;
}

function Now({ list, chain, region }: { list: string; chain: string; region: string }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const { message } = App.useApp();
  const sentence = useSentence();
  const go = useGo();
  const place = usePlaceName(region);
  const account = useAccount();
  const definition = useDefinitions().data?.items.find((d) => d.id === list);
  const preview = usePreview(list, chain, region, true);
  const editions = useEditions({ list, chain, region, limit: 50 });
  const acts = useEditionActs();
  if (!definition) return null;
  const content = preview.data?.content;
  const make = () => acts.make.mutate({ list, chain, region }, { onSuccess: (e) => go(`/editions/${e.id}`), onError: (error) => void message.error(sentence(error)) });
  return (
    <div className="page">
      <PageHead
        title={definition.name[lang]}
        state={content ? t("list.nowState", { place, rows: content.rows.length, aside: content.aside.length, considered: content.considered }) : place}
        source={`${t("list.origin")}${definition.origin.document}${definition.origin.date ? `（${definition.origin.date}）` : ""}`}
        actions={
          <>
            <Button href={address(`/lists/${list}/file.xlsx`, { chain, region })}>{t("list.download")}</Button>
            {may(account, "editor") && <Button type="primary" loading={acts.make.isPending} onClick={make}>{t("list.make")}</Button>}
          </>
        }
      />
      <p className="quiet">{definition.note[lang]}</p>
      <section className="panel">
        <h2>{t("list.now")}</h2>
        {preview.isError ? (
          <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
        ) : !content ? (
          <Loading />
        ) : content.rows.length === 0 ? (
          <EmptyState title={t("list.emptyTitle")} hint={definition.empty[lang]} />
        ) : (
          <ListTable columns={definition.columns ?? []} rows={content.rows} ranked />
        )}
      </section>
      {content && content.aside.length > 0 && (
        <section className="panel">
          <h2>{t("list.aside", { n: content.aside.length })}</h2>
          <AsideTable columns={definition.columns ?? []} aside={content.aside} />
        </section>
      )}
      <section className="panel">
        <h2>{t("list.editions")}</h2>
        {editions.data && editions.data.items.length === 0 ? <p className="quiet">{t("list.never")}</p> : <EditionTable editions={editions.data?.items ?? []} />}
      </section>
    </div>
  );
}
