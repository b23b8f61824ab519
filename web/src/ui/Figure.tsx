import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { unknown } from "./format";

/**
 * A figure with its unit. The text comes formatted; an unknown one is a dash
 * whose reason shows on focus, and never 0.
 */
export function Figure(props: { text: string; unit?: string; label?: ReactNode; reason?: string; sub?: ReactNode; large?: boolean }) {
  const { t } = useTranslation();
  const missing = props.text === unknown;
  const value = missing ? (
    <Tooltip title={props.reason ?? t("ui.unknown")}>
      <span className="figure-unknown" tabIndex={0} aria-label={props.reason ?? t("ui.unknown")}>
        {unknown}
      </span>
    </Tooltip>
  ) : (
    <>
      <span className="num">{props.text}</span>
      {props.unit && <span className="figure-unit">{props.unit}</span>}
    </>
  );
  return (
    <span className={`figure${props.large ? " figure-large" : ""}`}>
      {props.label && <span className="figure-label">{props.label}</span>}
      <span className="figure-value">{value}</span>
      {props.sub && <span className="figure-sub">{props.sub}</span>}
    </span>
  );
}
