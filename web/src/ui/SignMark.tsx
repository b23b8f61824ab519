import { useTranslation } from "react-i18next";
import type { Sign } from "./tokens";

/** The mark of a node class in a 16×16 box; the same shapes on maps, in tables and on paper. */
export function SignShape({ sign, size = 16 }: { sign: Sign; size?: number }) {
  return (
    <svg className={`sign-shape sign-${sign}`} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      {shapes[sign]}
    </svg>
  );
}

const shapes: Record<Sign, React.ReactNode> = {
  strong: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  potential: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.75a5.25 5.25 0 0 0 0 10.5z" fill="currentColor" />
    </>
  ),
  weak: <path d="M8 2l6.5 11.5h-13z" fill="currentColor" />,
  missing: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 1.9" />,
  unknown: (
    <>
      <path d="M1 5l4-4M1 10l9-9M1 15L15 1M6 15l9-9M11 15l4-4" stroke="currentColor" strokeWidth="0.8" opacity="0.55" />
      <text x="8" y="12.4" textAnchor="middle" fontSize="11.5" fontWeight="700" fill="currentColor">
        ?
      </text>
    </>
  ),
};

/** Mark and word of a node class; ≈ and a paler mark when the verdict is not firm. */
export function SignMark({ sign, unstable, bare }: { sign: Sign; unstable?: boolean; bare?: boolean }) {
  const { t } = useTranslation();
  const word = t(`sign.${sign}`);
  return (
    <span className={`sign-mark sign-${sign}${unstable ? " sign-unstable" : ""}`} title={unstable ? t("sign.unstable") : word}>
      <SignShape sign={sign} />
      {unstable && <span aria-hidden="true">≈</span>}
      <span className={bare ? "visually-hidden" : "sign-word"}>
        {word}
        {unstable && <span className="visually-hidden">{t("sign.unstable")}</span>}
      </span>
    </span>
  );
}
