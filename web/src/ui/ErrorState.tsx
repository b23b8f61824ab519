import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";

/** What happened, what to do, and a code to quote. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, i18n } = useTranslation();
  const problem = asProblem(error);
  const own = `problem.${problem.code}`;
  const sentence = i18n.exists(own) ? t(own, problem.params) : problem.message || t("problem.UNEXPECTED");
  return (
    <div className="error-state" role="alert">
      <p className="error-title">{sentence}</p>
      {problem.fields.length > 0 && (
        <ul>
          {problem.fields.map((f) => (
            <li key={f.location + f.code}>{f.message || f.code}</li>
          ))}
        </ul>
      )}
      <p className="error-code">
        {t("ui.code")} <code>{problem.code}</code>
        {problem.trace && (
          <>
            {" · "}
            {t("ui.trace")} <code>{problem.trace}</code>
          </>
        )}
      </p>
      {onRetry && <Button onClick={onRetry}>{t("ui.retry")}</Button>}
    </div>
  );
}

/** The one sentence of a failure, for toasts and forms. */
export function useSentence(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const problem = asProblem(error);
    const own = `problem.${problem.code}`;
    const sentence = i18n.exists(own) ? t(own, problem.params) : problem.message || t("problem.UNEXPECTED");
    return `${sentence} [${problem.code}]`;
  };
}
