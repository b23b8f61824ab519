import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, type Page } from "@/api/client";
import { may, useAccount, type Account } from "@/features/session/api";

/** The name of who gave a claim: oneself, for administrators anybody; otherwise the account's ID. */
export function useGiver(): (account: string) => string {
  const { t } = useTranslation();
  const me = useAccount();
  const accounts = useQuery({
    queryKey: ["accounts"],
    queryFn: ({ signal }) => get<Page<Account>>("/accounts", undefined, signal),
    enabled: may(me, "admin"),
    staleTime: 5 * 60_000,
  });
  return (id) => {
    if (id === "system") return t("record.program");
    if (id === me?.id) return me.title;
    return accounts.data?.items.find((a) => a.id === id)?.title ?? id;
  };
}
