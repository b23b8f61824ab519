import { HomeOutlined, UserOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link, NavLink } from "react-router";
import type { Door, Step } from "./rooms";
import { useScope, withScope } from "./scope";

/** The steps of the loop that have a room; at the foot of a phone as tabs. */
export function Rail({ doors, step, phone }: { doors: Map<Step, Door[]>; step: Step | undefined; phone: boolean }) {
  const { t, i18n } = useTranslation();
  const scope = useScope();
  const steps = [...doors.keys()].filter((s) => !phone || s === "know" || s === "map");
  return (
    <nav className="rail" aria-label={t("frame.rail")}>
      {phone ? (
        <NavLink className="rail-item" to={withScope("/", scope)} end>
          <HomeOutlined className="rail-mark" />
          <span className="rail-word">{t("frame.home")}</span>
        </NavLink>
      ) : (
        <Link className="rail-brand" to={withScope("/", scope)} title={t("frame.home")}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <g fill="none" stroke="currentColor" strokeWidth="2.2">
              <circle cx="8" cy="16" r="4" />
              <circle cx="24" cy="8" r="4" />
              <circle cx="24" cy="24" r="4" />
              <path d="M11.6 14.2l8.8-4.4M11.6 17.8l8.8 4.4" />
            </g>
          </svg>
          <span className="visually-hidden">{t("frame.home")}</span>
        </Link>
      )}
      {steps.map((s) => (
        <Link key={s} className={`rail-item${s === step ? " active" : ""}`} aria-current={s === step ? "page" : undefined} to={withScope(doors.get(s)?.[0]?.path ?? "/", scope)}>
          <span className="rail-mark" aria-hidden={i18n.language === "en"}>
            {t(`step.${s}.mark`)}
          </span>
          <span className="rail-word">{t(`step.${s}.word`)}</span>
        </Link>
      ))}
      {phone && (
        <NavLink className="rail-item" to={withScope("/me", scope)}>
          <UserOutlined className="rail-mark" />
          <span className="rail-word">{t("frame.me")}</span>
        </NavLink>
      )}
    </nav>
  );
}
