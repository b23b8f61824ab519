import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useKinds } from "./api";
import type { Kind } from "./model";

/** The kind that a page about deeds shows; it stands in the address as ?kind=. */
export function useChosenKind(): Kind | undefined {
  const [params] = useSearchParams();
  const kinds = useKinds().data?.items ?? [];
  return kinds.find((k) => k.name === params.get("kind")) ?? kinds.find((k) => k.name === "firm") ?? kinds[0];
}

export function KindChoice({ kind }: { kind: Kind }) {
  const { t, i18n } = useTranslation();
  const lang = i18n.language === "en" ? "en" : "zh";
  const [, setParams] = useSearchParams();
  const kinds = useKinds().data?.items ?? [];
  return (
    <Select
      className="kind-choice"
      aria-label={t("deed.kind")}
      value={kind.name}
      options={kinds.map((k) => ({ value: k.name, label: k.label[lang] }))}
      onChange={(name: string) =>
        setParams((old) => {
          const next = new URLSearchParams(old);
          next.set("kind", name);
          return next;
        })
      }
    />
  );
}
