import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { address } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { usePrefs } from "@/app/prefs";
import { useScope } from "@/app/scope";
import { PageHead } from "@/ui/PageHead";
import { signs } from "@/ui/tokens";
import type { Content } from "./map/surface";
import type { Counts } from "./model";
import { word } from "./model";
import { PrintDialog } from "./PrintDialog";
import { printMap } from "./PrintSheet";
import { onPaper, printing } from "./printing";
import { save } from "./save";
import type { Text } from "./wire";

/** Which of the maps made from one template. */
export type Drawn = "chain" | "technology" | "application";

interface Named {
  chain: string;
  name: Text;
  version?: string;
  date?: string;
  source?: string;
}

/** Title, state and source of a chain; its map can be saved as a picture. */
export function ChainHead({ map, counts, content, drawing = "chain" }: { map: Named; counts: Counts | null; content?: Content; drawing?: Drawn }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  const scope = useScope();
  const place = usePlaceName(scope.region);
  const state = counts
    ? t("map.state", { place, n: counts.total }) + signs.filter((s) => counts[s] > 0).map((s) => `${t(`sign.${s}`)} ${counts[s]}`).join(t("map.comma")) + (counts.unstable > 0 ? t("map.stateUnstable", { n: counts.unstable }) : "")
    : undefined;
  return (
    <PageHead
        title={word(map.name, lang)}
        state={state}
        source={map.source ? <span>{t("map.sourceLine", { version: map.version ?? "", date: map.date ?? "", source: map.source })}</span> : undefined}
        actions={content && <SaveMenu map={map} content={content} counts={counts} drawing={drawing} />}
      />
  );
}

function SaveMenu({ map, content, counts, drawing }: { map: Named; content: Content; counts: Counts | null; drawing: Drawn }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { lang } = usePrefs();
  const scope = useScope();
  const place = usePlaceName(scope.region);
  const name = `${word(map.name, lang)}-${place}`;
  const [asking, setAsking] = useState(false);
  const { unit, map_number } = onPaper(printing());
  const svg = address(`/chains/${encodeURIComponent(map.chain)}/map.svg`, { region: scope.region, drawing, place, lang, unit, map_number });
  const png = async (times: number) => {
    const { mapPicture } = await import("./map/picture");
    const legend = counts ? signs.map((sign) => ({ sign, text: `${t(`sign.${sign}`)} ${counts[sign]}` })) : [];
    const caption = { title: word(map.name, lang), scope: t("map.caption", { place, date: map.date ?? "", source: map.source ?? "" }), legend, stamp: "" };
    const canvas = mapPicture({ ...content, lit: null, trace: null, view: { k: 1, x: 0, y: 0 }, screen: { w: 0, h: 0 } }, caption, times);
    canvas.toBlob((blob) => (blob ? save(blob, `${name}.png`) : void message.error(t("map.noPicture"))), "image/png");
  };
  return (
    <>
      <Dropdown
        menu={{
          items: [
            { key: "svg", label: <a href={svg} download={`${name}.svg`}>{t("map.saveSvg")}</a> },
            { key: "png2", label: t("map.savePng", { n: 2 }), onClick: () => void png(2) },
            { key: "png4", label: t("map.savePng", { n: 4 }), onClick: () => void png(4) },
          ],
        }}
      >
        <Button icon={<DownloadOutlined />}>{t("map.save")}</Button>
      </Dropdown>
      {drawing === "chain" && (
        <Button icon={<PrinterOutlined />} onClick={() => setAsking(true)}>
          {t("map.print")}
        </Button>
      )}
      {asking && (
        <PrintDialog
          onClose={() => setAsking(false)}
          onPrint={(p) => {
            setAsking(false);
            printMap(p);
          }}
        />
      )}
    </>
  );
}
