import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

/**
 * Details at the right of a list or a map, which stays in sight. The page gives
 * it an address of its own; Escape and the button call onClose, which goes back.
 */
export function Inspector(props: { title: ReactNode; sub?: ReactNode; actions?: ReactNode; wide?: boolean; onClose: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement;
      if (e.key !== "Escape" || e.defaultPrevented || target.closest(".ant-modal, .ant-select-open, .ant-picker, [role=dialog]:not(.inspector)")) return;
      close.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <aside ref={panel} className={`inspector${props.wide ? " inspector-wide" : ""}`} aria-label={typeof props.title === "string" ? props.title : undefined}>
      <div className="inspector-head">
        <div className="inspector-title">
          <h2>{props.title}</h2>
          {props.sub && <div className="inspector-sub">{props.sub}</div>}
        </div>
        <div className="inspector-actions">
          {props.actions}
          <Button type="text" icon={<CloseOutlined />} aria-label={t("ui.close")} title={`${t("ui.close")} (Esc)`} onClick={() => props.onClose()} />
        </div>
      </div>
      <div className="inspector-body">{props.children}</div>
    </aside>
  );
}
