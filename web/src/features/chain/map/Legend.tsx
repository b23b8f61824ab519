import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLook } from "@/app/look";
import { SignMark } from "@/ui/SignMark";
import { signs } from "@/ui/tokens";
import { shareText } from "../words";

/** What every sign, line and bar on the map means. */
export function Legend({ marked, full, compared }: { marked: boolean; full: number; compared: boolean }) {
  const { t } = useTranslation();
  const { phone } = useLook();
  const [open, setOpen] = useState(!phone);
  return (
    <section className="map-legend" aria-label={t("map.legend")}>
      {phone && (
        <button type="button" className="map-legend-head" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("map.legend")} {open ? <DownOutlined /> : <UpOutlined />}
        </button>
      )}
      {open && (
        <div className="map-legend-body">
          {marked && (
            <ul>
              {signs.map((s) => (
                <li key={s} title={t(`map.signWhy.${s}`)}>
                  <SignMark sign={s} />
                </li>
              ))}
              <li className="quiet">≈ {t("map.unstable")}</li>
            </ul>
          )}
          <ul>
            <li>
              <svg width="30" height="10" aria-hidden="true" className="legend-line">
                <path d="M0 5h30" strokeWidth="1" />
              </svg>
              <svg width="30" height="10" aria-hidden="true" className="legend-line">
                <path d="M0 5h30" strokeWidth="4.5" />
              </svg>
              {t("map.legendWidth")}
            </li>
            <li>
              <svg width="30" height="10" aria-hidden="true" className="legend-line">
                <path d="M0 5h30" strokeDasharray="5 4" strokeWidth="1.5" />
              </svg>
              {t("map.legendAssumed")}
            </li>
            {marked && (
              <li>
                <svg width="44" height="12" aria-hidden="true" className="legend-bar">
                  <rect x="0.5" y="3" width="43" height="6" />
                  <rect x="0.5" y="3" width="20" height="6" className="legend-bar-fill" />
                  <path d="M30 0v12" strokeWidth="1.5" />
                </svg>
                {t("map.legendBar", { full: shareText(full) })}
              </li>
            )}
          </ul>
          {marked && (
            <ul>
              <li><LegendIcon icon="globe" /> {t("map.external")}</li>
              <li><LegendIcon icon="single" /> {t("map.single")}</li>
              <li><LegendIcon icon="backup" /> {t("map.backup")}</li>
              {compared && <li>▲ → ● {t("map.legendBefore")}</li>}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}

/** The small signs of a card as they are drawn on the canvas. */
export function LegendIcon({ icon }: { icon: "globe" | "single" | "backup" }) {
  return (
    <svg className={`legend-icon legend-${icon}`} viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
      {icon === "globe" && <path d="M7 1a6 6 0 1 0 0 12A6 6 0 1 0 7 1M1 7h12M7 1a2.7 6 0 0 0 0 12M7 1a2.7 6 0 0 1 0 12" />}
      {icon === "single" && (
        <>
          <circle cx="7" cy="7" r="5.5" />
          <circle cx="7" cy="7" r="2.2" className="legend-dot" />
        </>
      )}
      {icon === "backup" && (
        <>
          <circle cx="5" cy="7" r="3.7" />
          <circle cx="9" cy="7" r="3.7" />
        </>
      )}
    </svg>
  );
}
