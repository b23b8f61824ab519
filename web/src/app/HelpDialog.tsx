import { Modal } from "antd";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

/** Every key the program listens to, by where it works. The words stand under help.key. */
const groups: Record<string, [name: string, ...keys: string[]][]> = {
  anywhere: [["search", "Ctrl K", "/"], ["undo", "Ctrl Z"], ["print", "Ctrl P"], ["help", "?"], ["close", "Esc"]],
  grid: [["move", "j", "k", "↑", "↓", "←", "→"], ["ends", "Home", "End"], ["corner", "Ctrl Home", "Ctrl End"], ["extend", "Shift ↑↓←→"], ["copy", "Ctrl C"], ["open", "Enter"], ["cell", "F2", "e"]],
  record: [["edit", "e"]],
  map: [["node", "↑", "↓", "←", "→"], ["openNode", "Enter"], ["zoom", "+", "-"], ["whole", "0"]],
};

/** What the keys do; opened by ?. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open title={t("help.title")} footer={null} width={640} onCancel={onClose}>
      <div className="help-groups">
        {Object.entries(groups).map(([group, lines]) => (
          <section key={group}>
            <h3>{t(`help.group.${group}`)}</h3>
            <dl className="help-keys">
              {lines.map(([name, ...keys]) => (
                <Fragment key={name}>
                  <dt>
                    {keys.map((k) => (
                      <kbd key={k}>{k}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`help.key.${name}`)}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
