import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useNames } from "@/api/names";
import { useScope, withScope } from "@/app/scope";
import { DemoStamp } from "@/ui/DemoStamp";

/** A firm by name with the way to its record; one outside the scope stays nameless. */
export function FirmName({ id, name, demo, node }: { id: string; name: string; demo?: boolean; node?: string }) {
  const { t } = useTranslation();
  const scope = useScope();
  const { name: nameOf } = useNames();
  if (!id) return <span className="quiet">{t("scenario.outside")}</span>;
  return (
    <span className="firm-cell">
      <Link to={withScope(`/records/firm?id=${id}`, scope)}>{name}</Link>
      {demo && <DemoStamp small />}
      {node && <span className="quiet">{nameOf("node", node) ?? node}</span>}
    </span>
  );
}
