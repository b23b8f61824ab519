import { DownloadOutlined, ImportOutlined, PlusOutlined } from "@ant-design/icons";
import { App, Button, Dropdown, Input, Segmented } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useNames } from "@/api/names";
import { usePlaceName } from "@/api/place";
import { useLook } from "@/app/look";
import { setPrefs, usePrefs } from "@/app/prefs";
import { useGo, useScope, withScope } from "@/app/scope";
import { may, useAccount } from "@/features/session/api";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { number } from "@/ui/format";
import { arranged, untouched } from "@/ui/grid/column";
import { ColumnChooser } from "@/ui/grid/ColumnChooser";
import { Grid } from "@/ui/grid/Grid";
import { useArrangement } from "@/ui/grid/useArrangement";
import { useRows } from "@/ui/grid/useRows";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { printPage } from "@/ui/print";
import { useDebounced } from "@/ui/useDebounced";
import { exportAddress, recordSource, useKind, useKinds } from "./api";
import { columnsOf } from "./columns";
import { FilterChips, FilterPanel } from "./Filters";
import { firstColumns, namesFrom, readQuestion, writeQuestion, type Kind, type Question, type RecordRow } from "./model";
import { RecordInspector } from "./RecordInspector";
import { RecordEditor } from "./RecordEditor";
import { SavedViews } from "./SavedViews";

/** The library of one kind of record: list at the left, one record at the right. */
export function Component() {
  const { kind: name = "firm" } = useParams();
  const kinds = useKinds();
  const kind = useKind(name);
  const { t } = useTranslation();
  if (kinds.isError) return <ErrorState error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (kinds.isPending) return <Loading />;
  if (!kind) return <EmptyState title={t("record.noKind", { name })} />;
  return <Library key={kind.name} kind={kind} />;
}

function Library({ kind }: { kind: Kind }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const { money } = usePrefs();
  const look = useLook();
  const scope = useScope();
  const go = useGo();
  const navigate = useNavigate();
  const { id } = useParams();
  const { message } = App.useApp();
  const [params, setParams] = useSearchParams();
  const account = useAccount();
  const place = usePlaceName(scope.region);
  const [adding, setAdding] = useState(false);
  const first = useMemo(() => ({ ...untouched, ...firstColumns(kind) }), [kind]);
  const [arrangement, arrange] = useArrangement(kind.name, first);

  const paramText = params.toString();
  const question = useMemo(() => readQuestion(new URLSearchParams(paramText)), [paramText]);
  const ask = (next: Question) => setParams((old) => writeQuestion(next, old), { replace: true });
  const source = useMemo(() => recordSource(kind, question, { region: scope.region, chain: scope.chain }), [kind, question, scope.region, scope.chain]);
  const rows = useRows(source);
  const { name: nameOf, version } = useNames();
  const columns = useMemo(() => {
    return columnsOf(kind, lang, money, t(`unit.${money}`), namesFrom(nameOf), t("record.asOf"));
    // names that have come must draw the cells anew
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [kind, lang, money, version, t]);
  const shown = useMemo(() => arranged(columns, arrangement), [columns, arrangement]);

  const open = (row: RecordRow) => void navigate({ pathname: `/records/${kind.name}/${row.id}`, search: location.search });
  const close = () => void navigate({ pathname: `/records/${kind.name}`, search: location.search });
  const asked = question.q !== "" || question.conditions.length > 0;
  const count = rows.count;
  const editor = may(account, "editor");
  return (
    <div className="with-inspector">
      <div className="page page-fill">
        <PageHead
          title={kind.label[lang]}
          state={
            count
              ? t("record.state", { place, count: count.value, text: (count.more ? "> " : "") + number(count.value, 0), asked: asked ? t("record.asked") : "" })
              : " "
          }
          actions={
            editor && (
              <>
                <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
                  {t("record.add")}
                </Button>
                <Button type="primary" icon={<ImportOutlined />} onClick={() => go(`/imports/new?kind=${kind.import}`)}>
                  {t("record.import")}
                </Button>
              </>
            )
          }
        />
        <div className="bar no-print">
          <SearchField value={question.q} onChange={(q) => ask({ ...question, q })} placeholder={t(kind.name === "firm" ? "record.findFirm" : "record.find")} />
          <FilterPanel kind={kind} question={question} onChange={ask} />
          <SavedViews kind={kind} question={question} onOpen={ask} />
          <div className="bar-end">
            {kind.fields.some((f) => f.type === "money") && (
              <Segmented
                aria-label={t("record.unit")}
                value={money}
                onChange={(unit) => setPrefs({ money: unit })}
                options={[
                  { value: "wan" as const, label: t("unit.wan") },
                  { value: "yi" as const, label: t("unit.yi") },
                ]}
              />
            )}
            <ColumnChooser columns={columns} value={arrangement} onChange={arrange} />
            <Dropdown
              trigger={["click"]}
              menu={{
                items: [
                  ...(["xlsx", "csv"] as const).map((format) => ({
                    key: format,
                    label: <a href={exportAddress(kind, question, scope, format)} download>{t(`record.export_${format}`)}</a>,
                  })),
                  { key: "print", label: t("record.print"), extra: "Ctrl P", onClick: () => void printPage() },
                ],
              }}
            >
              <Button icon={<DownloadOutlined />}>{t("record.export")}</Button>
            </Dropdown>
          </div>
        </div>
        <FilterChips kind={kind} question={question} onChange={ask} />
        {rows.error && rows.total === undefined ? (
          <ErrorState error={rows.error} onRetry={rows.retry} />
        ) : (
          <Grid<RecordRow>
            label={kind.label[lang]}
            columns={shown}
            rows={rows}
            rowHeight={look.row}
            idOf={(row) => row.id}
            open={id}
            onOpen={open}
            sort={question.sort}
            onSort={(sort) => ask({ ...question, sort })}
            onWidth={(column, width) => arrange({ ...arrangement, widths: { ...arrangement.widths, [column]: width } })}
            onCopied={(cells) => void (cells ? message.success(t("grid.copied", { count: cells })) : message.error(t("grid.notCopied")))}
            empty={<NothingHere kind={kind} asked={asked} onClear={() => ask({ q: "", conditions: [] })} />}
          />
        )}
      </div>
      {id && <RecordInspector key={id} kind={kind} id={id} onClose={close} />}
      {adding && (
        <RecordEditor
          kind={kind}
          onClose={() => setAdding(false)}
          onSaved={(record) => {
            setAdding(false);
            void navigate(withScope(`/records/${kind.name}/${record.id}`, scope));
          }}
        />
      )}
    </div>
  );
}

function SearchField({ value, onChange, placeholder }: { value: string; onChange: (q: string) => void; placeholder: string }) {
  const [typed, setTyped] = useState(value);
  const rested = useDebounced(typed, 150);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (rested !== value && rested === typed) onChange(rested);
    // only what the person typed leads to a question
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rested]);
  return <Input.Search className="find" allowClear value={typed} onChange={(e) => setTyped(e.target.value)} onSearch={onChange} placeholder={placeholder} aria-label={placeholder} />;
}

function NothingHere({ kind, asked, onClear }: { kind: Kind; asked: boolean; onClear: () => void }) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const label = kind.label[i18n.language === "en" ? "en" : "zh"];
  if (asked) return <EmptyState title={t("grid.empty")} hint={t("record.emptyAsked")} actions={<Button onClick={onClear}>{t("record.clear")}</Button>} />;
  return (
    <EmptyState
      title={t("record.emptyTitle", { kind: label })}
      hint={t("record.emptyHint")}
      actions={
        <Button type="primary" onClick={() => go(`/imports/new?kind=${kind.import}`)}>
          {t("record.import")}
        </Button>
      }
    />
  );
}
