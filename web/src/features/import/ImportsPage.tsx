import { ImportOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useGo, useScope, withScope } from "@/app/scope";
import { useKinds } from "@/features/record/api";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { instant, number } from "@/ui/format";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { ScrollX } from "@/ui/ScrollX";
import { useImports } from "./api";
import type { Import } from "./model";

/** Every import, the latest first. */
export function Component() {
  const { t } = useTranslation();
  const go = useGo();
  const found = useImports(200);
  const editor = may(useAccount(), "editor");
  const begin = editor && (
    <Button type="primary" icon={<ImportOutlined />} onClick={() => go("/imports/new")}>
      {t("import.begin")}
    </Button>
  );
  const items = found.data?.items ?? [];
  return (
    <div className="page">
      <PageHead title={t("import.title")} state={t("import.state")} actions={begin} />
      {found.isPending ? (
        <Loading />
      ) : found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={t("import.none")} hint={t("import.noneHint")} actions={begin} />
      ) : (
        <ScrollX className="panel">
          <ImportTable items={items} />
        </ScrollX>
      )}
    </div>
  );
}

export function ImportTable({ items, short }: { items: readonly Import[]; short?: boolean }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const kinds = useKinds().data?.items ?? [];
  const scope = useScope();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th>{t("import.file")}</th>
          {!short && <th>{t("import.kind")}</th>}
          <th>{t("import.stateHead")}</th>
          <th className="right">{t("import.rows")}</th>
          <th className="right">{t("import.new")}</th>
          <th className="right">{t("import.changed")}</th>
          {!short && <th className="right">{t("import.errors")}</th>}
          <th>{t("import.at")}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((im) => (
          <tr key={im.id}>
            <td>
              <Link to={withScope(`/imports/${im.id}`, scope)}>{im.file}</Link>
            </td>
            {!short && <td>{kinds.find((k) => k.name === im.kind)?.label[lang] ?? im.kind}</td>}
            <td>{t(`import.states.${im.state}`)}</td>
            <td className="right num">{number(im.rows, 0)}</td>
            <td className="right num">{number(im.new, 0)}</td>
            <td className="right num">{number(im.changed, 0)}</td>
            {!short && <td className="right num">{number(im.errors, 0)}</td>}
            <td className="num quiet">{instant(im.created_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
