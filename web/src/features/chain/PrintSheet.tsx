import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { address } from "@/api/client";

/**
 * What the printer gets instead of the screen: the map as the program draws it,
 * in lines and not in dots. It is fetched when somebody asks to print.
 */
export function PrintSheet({ chain, region, lang }: { chain: string; region: string; lang: string }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    const ask = () => setAsked(true);
    addEventListener("print-map", ask);
    return () => removeEventListener("print-map", ask);
  }, []);
  if (!asked) return null;
  return (
    <div className="print-sheet" aria-hidden="true">
      <img
        src={address(`/chains/${encodeURIComponent(chain)}/map.svg`, { region, lang })}
        alt={t("map.picture")}
        onLoad={() => {
          print();
          setAsked(false);
        }}
        onError={() => setAsked(false)}
      />
    </div>
  );
}
