import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { LookProvider } from "@/app/look";
import { names } from "@/api/names";
import { markStyles, nonce } from "@/app/nonce";
import { prefs } from "@/app/prefs";
import { queries } from "@/app/queries";
import { router } from "@/app/router";
import { startWords } from "@/i18n";
import { whenSettled } from "@/ui/print";
import "@/ui/base.css";
import "@/ui/frame.css";
import "@/ui/parts.css";
import "@/ui/grid/grid.css";
import "@/ui/record.css";
import "@/ui/search.css";
import "@/ui/import.css";
import "@/ui/home.css";
import "@/ui/print.css";

startWords(prefs().lang);
markStyles(nonce());
whenSettled(() => names.settled());

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LookProvider>
        <RouterProvider router={router} />
      </LookProvider>
    </QueryClientProvider>
  </StrictMode>,
);
