import { QueryClient } from "@tanstack/react-query";
import { Problem } from "@/api/problem";

/** What lives on the server stays here; a refusal is final, a broken connection is tried again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => !(error instanceof Problem && error.status >= 400 && error.status < 500) && count < 2,
    },
  },
});
