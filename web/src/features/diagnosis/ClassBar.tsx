import { useTranslation } from "react-i18next";
import { signs, type Sign } from "@/ui/tokens";

/** The classes of a chain as one bar, every part with its mark and number. */
export function ClassBar({ counts }: { counts: Record<Sign, number> }) {
  const { t } = useTranslation();
  const total = signs.reduce((sum, s) => sum + counts[s], 0);
  const words = signs.map((s) => `${t(`sign.${s}`)} ${counts[s]}`).join(t("map.comma"));
  return (
    <div className="class-bar" role="img" aria-label={words} title={words}>
      {signs.filter((s) => counts[s] > 0).map((s) => (
        <span key={s} className={`class-part class-part-${s}`} style={{ flexGrow: counts[s] / Math.max(1, total) }}>
          {counts[s]}
        </span>
      ))}
    </div>
  );
}
