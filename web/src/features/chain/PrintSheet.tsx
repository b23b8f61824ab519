import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { address } from "@/api/client";
import { onPaper, type Printing } from "./printing";

const asked = "print-map";

/** Asks for the map on paper. */
export function printMap(p: Printing): void {
  dispatchEvent(new CustomEvent(asked, { detail: p }));
}

/**
 * What the printer gets instead of the screen: the map as the program draws it,
 * in lines and not in dots, with classes, legend, day of the data, who drew it
 * and the map number. It is fetched when somebody asks to print.
 */
export function PrintSheet({ chain, region, place, lang }: { chain: string; region: string; place: string; lang: string }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState<Printing | null>(null);
  useEffect(() => {
    const ask = (e: Event) => setSheet((e as CustomEvent<Printing>).detail);
    const done = () => setSheet(null);
    addEventListener(asked, ask);
    addEventListener("afterprint", done);
    return () => {
      removeEventListener(asked, ask);
      removeEventListener("afterprint", done);
    };
  }, []);
  if (!sheet) return null;
  return createPortal(
    <div className={`print-sheet print-${sheet.paper.toLowerCase()}`} aria-hidden="true">
      <img
        src={address(`/chains/${encodeURIComponent(chain)}/map.svg`, { region, place, lang, ...onPaper(sheet) })}
        alt={t("map.picture")}
        onLoad={() => print()}
        onError={() => setSheet(null)}
      />
    </div>,
    document.body,
  );
}
