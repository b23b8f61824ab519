import { App, Input, Segmented, Switch, Tabs } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Kind } from "@/features/record/model";
import { EmptyState } from "@/ui/EmptyState";
import { useSentence } from "@/ui/ErrorState";
import { number } from "@/ui/format";
import { useFindings, useImportActs } from "./api";
import { Changes } from "./Changes";
import { Conflicts } from "./Conflicts";
import { Findings } from "./Findings";
import { Mapping } from "./Mapping";
import { cellKey, openConflicts, type Import, type Options } from "./model";
import { SheetGrid } from "./SheetGrid";

/** The file as it was understood: cells with what was found, columns, changes, choices. */
export function Preview({ im, kind, partial, onPartial }: { im: Import; kind: Kind; partial: boolean; onPartial: (on: boolean) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const acts = useImportActs(im.id);
  const [busy, setBusy] = useState(false);
  const [onlyErrors, setOnlyErrors] = useState(false);
  const sheets = im.report?.sheets ?? [];
  const taken = sheets.filter((s) => s.taken);
  const [chosen, setChosen] = useState<string>();
  const sheet = sheets.find((s) => s.name === chosen) ?? taken[0] ?? sheets[0];
  const findings = useFindings(im.id, JSON.stringify(im.options) + im.errors + im.warnings);
  const list = findings.data?.items ?? [];

  const look = async (change: Options) => {
    setBusy(true);
    try {
      await acts.look(change);
    } catch (error) {
      void message.error(sentence(error));
    } finally {
      setBusy(false);
    }
  };
  const fix = (sheetName: string, cell: string, text: string) => look({ cells: { [cellKey(sheetName, cell)]: text } });
  if (!sheet) return <EmptyState title={t("import.noSheet")} hint={t("import.noSheetHint")} />;
  const conflicts = im.report?.conflicts ?? [];
  const tabs = [
    {
      key: "cells",
      label: t("import.tabCells"),
      children: (
        <div className="import-cells">
          <div className="bar">
            {sheets.length > 1 && <Segmented value={sheet.name} onChange={setChosen} options={sheets.map((s) => ({ value: s.name, label: s.taken ? s.name : t("import.notTaken", { name: s.name }) }))} />}
            <label className="bar">
              <Switch size="small" checked={onlyErrors} onChange={setOnlyErrors} />
              {t("import.onlyErrors")}
            </label>
            {im.errors > 0 && !im.report?.refused && (
              <label className="bar" title={t("import.partialHint")}>
                <Switch size="small" checked={partial} onChange={onPartial} />
                {t("import.partial")}
              </label>
            )}
            <span className="quiet bar-end">{t("import.cellsHint")}</span>
          </div>
          <SheetGrid sheet={sheet} findings={list} onlyErrors={onlyErrors} busy={busy} onFix={(cell, text) => void fix(sheet.name, cell, text)} />
        </div>
      ),
    },
    {
      key: "findings",
      label: `${t("import.tabFindings")} ${number(im.errors + im.warnings, 0)}`,
      children: <Findings list={list} more={(findings.data?.next ?? "") !== ""} dropped={im.report?.dropped ?? 0} busy={busy} onFix={(f, text) => void fix(f.sheet, f.cell, text)} />,
    },
    { key: "columns", label: t("import.tabColumns"), children: <Mapping kind={kind} sheet={sheet} busy={busy} onChange={(columns) => void look({ columns })} /> },
    { key: "changes", label: `${t("import.tabChanges")} ${number(im.changed, 0)}`, children: <Changes kind={kind} changes={im.report?.changes ?? []} /> },
    ...(conflicts.length > 0
      ? [{ key: "conflicts", label: `${t("import.tabConflicts")} ${number(openConflicts(conflicts), 0)}`, children: <Conflicts kind={kind} list={conflicts} busy={busy} onSettle={(change) => void look(change)} /> }]
      : []),
    { key: "choices", label: t("import.tabChoices"), children: <Choices im={im} onChange={(change) => void look(change)} /> },
  ];
  return <Tabs className="import-tabs" items={tabs} size="small" />;
}

/** Choices that hold for the whole import. */
function Choices({ im, onChange }: { im: Import; onChange: (change: Options) => void }) {
  const { t } = useTranslation();
  const { options } = im;
  const text = (field: "source" | "as_of") => ({
    defaultValue: options[field] ?? "",
    onBlur: (e: { target: { value: string } }) => e.target.value !== (options[field] ?? "") && onChange({ [field]: e.target.value }),
  });
  const sheets = im.report?.sheets ?? [];
  return (
    <dl className="facts import-choices">
      <dt>{t("import.source")}</dt>
      <dd>
        <Input {...text("source")} placeholder={im.file} />
        <p className="quiet">{t("import.sourceHint")}</p>
      </dd>
      <dt>{t("import.asOf")}</dt>
      <dd>
        <Input {...text("as_of")} placeholder="2025、2025-06、2025Q3" />
        <p className="quiet">{t("import.asOfHint")}</p>
      </dd>
      <dt>{t("import.skipHidden")}</dt>
      <dd>
        <Switch checked={options.skip_hidden ?? false} onChange={(skip_hidden) => onChange({ skip_hidden })} aria-label={t("import.skipHidden")} /> <span className="quiet">{t("import.skipHiddenHint")}</span>
      </dd>
      {im.kind === "link" && (
        <>
          <dt>{t("import.stubs")}</dt>
          <dd>
            <Switch checked={options.stubs ?? false} onChange={(stubs) => onChange({ stubs })} aria-label={t("import.stubs")} /> <span className="quiet">{t("import.stubsHint")}</span>
          </dd>
        </>
      )}
      {sheets.length > 1 && (
        <>
          <dt>{t("import.sheets")}</dt>
          <dd>{sheets.map((s) => `${s.name}${s.taken ? "" : t("import.leftOut")}`).join("、")}</dd>
        </>
      )}
    </dl>
  );
}
