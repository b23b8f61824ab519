import type { ReactNode } from "react";

/** Title, one sentence of state, where the data come from, and at most two primary actions. */
export function PageHead(props: {
  title: ReactNode;
  /** One sentence: how things stand. */
  state?: ReactNode;
  /** Date and source of the data. */
  source?: ReactNode;
  /** The unit that answers for it. */
  unit?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div className="page-head-words">
        <h1>{props.title}</h1>
        {props.state && <p className="page-head-state">{props.state}</p>}
        {(props.source || props.unit) && (
          <p className="page-head-source">
            {props.source}
            {props.unit && <span>{props.unit}</span>}
          </p>
        )}
      </div>
      {props.actions && <div className="page-head-actions">{props.actions}</div>}
    </header>
  );
}
