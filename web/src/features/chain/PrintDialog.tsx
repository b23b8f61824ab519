import { Input, Modal, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keepPrinting, papers, printing, type Printing } from "./printing";

/** Asks what paper must name before the map goes to the printer or into a file. */
export function PrintDialog({ onClose, onPrint }: { onClose: () => void; onPrint: (p: Printing) => void }) {
  const { t } = useTranslation();
  const [p, setP] = useState(printing);
  const print = () => {
    keepPrinting(p);
    onPrint(p);
  };
  return (
    <Modal open width={460} title={t("map.print")} okText={t("map.print")} onOk={print} onCancel={onClose}>
      <p className="dialog-hint">{t("map.printHint")}</p>
      <div className="dialog-field">
        <span>{t("map.paper")}</span>
        <Segmented className="self-start" aria-label={t("map.paper")} value={p.paper} onChange={(paper) => setP({ ...p, paper })} options={papers.map((value) => ({ value, label: t("map.landscape", { paper: value }) }))} />
      </div>
      <label className="dialog-field">
        <span>{t("map.drawnBy")}</span>
        <Input maxLength={120} value={p.unit} onChange={(e) => setP({ ...p, unit: e.target.value })} placeholder={t("map.drawnByHint")} />
      </label>
      <label className="dialog-field">
        <span>{t("map.number")}</span>
        <Input maxLength={60} value={p.number} onChange={(e) => setP({ ...p, number: e.target.value })} placeholder={t("map.numberHint")} />
      </label>
    </Modal>
  );
}
