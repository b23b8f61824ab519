import { useTranslation } from "react-i18next";
import { number } from "@/ui/format";
import { pct } from "./model";
import type { Answer } from "./wire";

/** On what the answer stands: how much is known, what was assumed, how it ran. */
export function Notes({ answer: a }: { answer: Answer }) {
  const { t } = useTranslation();
  const c = a.coverage;
  return (
    <section className="panel">
      <h2>{t("scenario.notes")}</h2>
      <ul className="scenario-notes">
        {(a.said ?? []).map((line) => (
          <li key={line}>
            <strong>{line}</strong>
          </li>
        ))}
        <li>{t("scenario.coverage", { firms: number(c.firms, 0), sized: number(c.sized, 0), sectored: number(c.sectored, 0) })}</li>
        <li>{t("scenario.links", { stated: number(c.stated, 0), estimated: number(c.estimated, 0), unsized: number(c.unsized, 0), gaps: number(c.gaps, 0), known: pct(c.known) })}</li>
        <li>{t("scenario.ran", { iterations: a.iterations, epsilon: a.ask.epsilon ?? 0.01, draws: a.ask.draws, seed: a.ask.seed })}</li>
        <li>{t("scenario.method")}</li>
      </ul>
    </section>
  );
}
