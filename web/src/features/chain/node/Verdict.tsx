import { useTranslation } from "react-i18next";
import { useVerdict } from "@/features/diagnosis/api";
import { VerdictBody } from "@/features/diagnosis/VerdictBody";
import { ErrorState } from "@/ui/ErrorState";
import { Loading } from "@/ui/Loading";

/** The verdict on the node for the place of the scope. */
export function Verdict({ chain, region, node }: { chain: string; region: string; node: string }) {
  const { t } = useTranslation();
  const q = useVerdict(chain, region, node);
  return (
    <section aria-label={t("diagnosis.verdict")}>
      {q.isError ? <ErrorState error={q.error} onRetry={() => void q.refetch()} /> : q.data ? <VerdictBody verdict={q.data} /> : <Loading rows={4} />}
    </section>
  );
}
