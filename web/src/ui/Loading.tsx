import { Skeleton } from "antd";

/** Grey lines where the page will be; appears only after a short wait, by style sheet. */
export function Loading({ rows = 6 }: { rows?: number }) {
  return (
    <div className="loading" aria-busy="true">
      <Skeleton active={false} title={false} paragraph={{ rows }} />
    </div>
  );
}
