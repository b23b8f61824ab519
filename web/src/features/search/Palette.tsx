import { Modal } from "antd";

export default function Palette({ onClose }: { onClose: () => void }) {
  return <Modal open onCancel={onClose} footer={null} />;
}
