import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { setPrefs, usePrefs } from "@/app/prefs";

/** The page before the frame: the name of the program, one form, the language. */
export function Door({ title, children, foot }: { title: string; children: ReactNode; foot?: ReactNode }) {
  const { t } = useTranslation();
  const { lang } = usePrefs();
  return (
    <div className="door">
      <div className="door-left" aria-hidden="true">
        <DoorPicture />
      </div>
      <main className="door-right">
        <div className="door-form">
          <p className="door-brand">{t("session.brand")}</p>
          <h1>{title}</h1>
          {children}
        </div>
        <footer className="door-foot">
          {foot}
          <button type="button" className="link-button" onClick={() => setPrefs({ lang: lang === "zh" ? "en" : "zh" })}>
            {lang === "zh" ? "English" : "中文"}
          </button>
        </footer>
      </main>
    </div>
  );
}

/** Three lanes of a chain, drawn once: what the program is about. */
function DoorPicture() {
  const lanes = [3, 5, 4];
  const point = (lane: number, i: number) => ({ x: 90 + lane * 150, y: 300 + (i - ((lanes[lane] ?? 1) - 1) / 2) * 84 });
  const edges: [number, number, number, number][] = [
    [0, 0, 1, 0], [0, 0, 1, 1], [0, 1, 1, 1], [0, 1, 1, 2], [0, 1, 1, 3], [0, 2, 1, 3], [0, 2, 1, 4],
    [1, 0, 2, 0], [1, 1, 2, 0], [1, 1, 2, 1], [1, 2, 2, 1], [1, 2, 2, 2], [1, 3, 2, 2], [1, 4, 2, 3], [1, 3, 2, 3],
  ];
  return (
    <svg viewBox="0 0 480 600" className="door-picture">
      {edges.map(([a, i, b, j]) => {
        const p = point(a, i);
        const q = point(b, j);
        const mid = (p.x + q.x) / 2;
        return <path key={`${a}${i}${b}${j}`} d={`M${p.x} ${p.y}C${mid} ${p.y} ${mid} ${q.y} ${q.x} ${q.y}`} />;
      })}
      {lanes.flatMap((n, lane) =>
        Array.from({ length: n }, (_, i) => {
          const p = point(lane, i);
          const missing = lane === 1 && i === 2;
          return <circle key={`${lane}-${i}`} cx={p.x} cy={p.y} r="15" className={missing ? "hole" : undefined} />;
        }),
      )}
    </svg>
  );
}
