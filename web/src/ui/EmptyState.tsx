import type { ReactNode } from "react";

/** An empty page says what would be here and offers the next step. */
export function EmptyState(props: { title: ReactNode; hint?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="empty-state">
      <svg viewBox="0 0 96 40" width="96" height="40" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="1.5">
          <circle cx="14" cy="20" r="8" strokeDasharray="3 3" />
          <circle cx="48" cy="20" r="8" strokeDasharray="3 3" />
          <circle cx="82" cy="20" r="8" strokeDasharray="3 3" />
          <path d="M22 20h18M56 20h18" />
        </g>
      </svg>
      <p className="empty-title">{props.title}</p>
      {props.hint && <p className="empty-hint">{props.hint}</p>}
      {props.actions && <div className="empty-actions">{props.actions}</div>}
    </div>
  );
}
