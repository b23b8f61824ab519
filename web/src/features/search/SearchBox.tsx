import { SearchOutlined } from "@ant-design/icons";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

const Palette = lazy(() => import("./Palette"));

/** The box in the top bar; the palette itself loads when it is first opened. */
export function SearchBox({ open, onOpen, onClose }: { open: boolean; onOpen: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <button type="button" className="search-box" onClick={onOpen}>
        <SearchOutlined />
        <span className="search-hint">{t("search.hint")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {open && (
        <Suspense fallback={null}>
          <Palette onClose={onClose} />
        </Suspense>
      )}
    </>
  );
}
