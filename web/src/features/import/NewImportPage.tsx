import { DownloadOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Progress, Select } from "antd";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useGo, useScope } from "@/app/scope";
import { useKinds } from "@/features/record/api";
import { useSentence } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";
import { PageHead } from "@/ui/PageHead";
import { filledAddress, templateAddress } from "./api";
import type { Import } from "./model";
import { BrokenOff, send, type Sending } from "./upload";

/** What kind of record, and the file: chosen, dropped or pasted. */
export function Component() {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const kinds = useKinds().data?.items;
  const [params, setParams] = useSearchParams();
  const go = useGo();
  const { region, chain } = useScope();
  const sentence = useSentence();
  const picker = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState<number>();
  const [wrong, setWrong] = useState("");
  const [over, setOver] = useState(false);
  const [broken, setBroken] = useState(false);
  const [resumed, setResumed] = useState(false);
  const sending = useRef<Sending>(undefined);
  const kind = kinds?.find((k) => k.import === params.get("kind") || k.name === params.get("kind")) ?? kinds?.find((k) => k.name === "firm");

  const take = async (file: File | undefined) => {
    if (!file || !kind || part !== undefined) return;
    setWrong("");
    setPart(0);
    setResumed(false);
    sending.current = send(kind.import, file, setPart, () => setResumed(true));
    await follow(sending.current.done);
  };
  const follow = async (coming: Promise<Import>) => {
    setBroken(false);
    try {
      const im = await coming;
      go(`/imports/${im.id}`);
    } catch (error) {
      if (error instanceof BrokenOff) {
        setBroken(true);
        return;
      }
      setWrong(sentence(error));
      setPart(undefined);
    }
  };
  const giveUp = () => {
    void sending.current?.drop().catch(() => undefined); // nobody answers now; the program clears it after a day
    setBroken(false);
    setPart(undefined);
  };
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onPaste = (e: ClipboardEvent) => {
      const file = e.clipboardData?.files[0];
      const text = e.clipboardData?.getData("text/plain") ?? "";
      if ((e.target as HTMLElement).closest("input, textarea")) return;
      if (file) void latest.current(file);
      else if (text.includes("\t") || text.includes("\n")) void latest.current(new File([tsvToCsv(text)], t("import.pastedName"), { type: "text/csv" }));
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [t]);

  const onDrop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    void take(e.dataTransfer.files[0]);
  };
  if (!kinds || !kind) return <Loading />;
  return (
    <div className="page page-narrow">
      <PageHead title={t("import.newTitle")} state={t("import.newState")} />
      <div className="panel import-kind">
        <label>
          <span className="quiet">{t("import.what")}</span>
          <Select
            value={kind.name}
            onChange={(name) => setParams((old) => new URLSearchParams([...[...old].filter(([k]) => k !== "kind"), ["kind", name]]))}
            options={kinds.map((k) => ({ value: k.name, label: k.label[lang] }))}
            showSearch={{ optionFilterProp: "label" }}
          />
        </label>
        <div>
          <p className="quiet">{t("import.templateHint")}</p>
          <Button icon={<DownloadOutlined />} href={templateAddress(kind.import)} download>
            {t("import.template", { kind: kind.label[lang] })}
          </Button>{" "}
          <Button href={filledAddress(kind.import, region, chain)} download>
            {t("import.filled", { kind: kind.label[lang] })}
          </Button>
        </div>
      </div>
      <div
        className={`drop-zone${over ? " drop-over" : ""}`}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input ref={picker} type="file" hidden accept=".xlsx,.csv,.tsv,.txt" onChange={(e) => void take(e.target.files?.[0])} data-testid="file" />
        {part === undefined ? (
          <>
            <Button type="primary" size="large" icon={<UploadOutlined />} onClick={() => picker.current?.click()}>
              {t("import.choose")}
            </Button>
            <p>{t("import.drop")}</p>
            <p className="quiet">{t("import.formats")}</p>
          </>
        ) : (
          <>
            <Progress percent={Math.round(part * 100)} status={broken ? "exception" : "active"} />
            {broken ? (
              <div role="alert" className="drop-broken">
                <p>{t("import.broken", { part: Math.round(part * 100) })}</p>
                <span className="bar">
                  <Button onClick={giveUp}>{t("import.giveUp")}</Button>
                  <Button type="primary" onClick={() => sending.current && void follow(sending.current.again())}>
                    {t("import.goOn")}
                  </Button>
                </span>
              </div>
            ) : (
              <p>{part < 1 ? t(resumed ? "import.resumed" : "import.uploading") : t("import.checking")}</p>
            )}
          </>
        )}
      </div>
      {wrong && (
        <p className="form-wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}

/** Cells copied from a spreadsheet as a csv with a mark of UTF-8. */
function tsvToCsv(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  return `\ufeff${lines.map((line) => line.split("\t").map((cell) => (/[",]/.test(cell) && !cell.startsWith('"') ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")).join("\r\n")}`;
}
