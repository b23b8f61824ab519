import { UploadOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input, Modal, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { del, put } from "@/api/client";
import { usePlaceName } from "@/api/place";
import { useSession } from "@/features/session/api";
import { useSentence } from "@/ui/ErrorState";

interface Values {
  review_number: string;
  source: string;
  as_of: string;
}

/** An administrator installs a reviewed map of a place, or goes back to the bundled one. */
export function InstallMap({ place, installed }: { place: string; installed: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sentence = useSentence();
  const cache = useQueryClient();
  const session = useSession();
  const name = usePlaceName(place);
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [form] = Form.useForm<Values>();
  const done = (text: string) => {
    void message.success(text);
    void cache.invalidateQueries({ queryKey: ["outline"] });
    setOpen(false);
    setFile(null);
  };
  const install = useMutation({
    mutationFn: async (v: Values) => put(`/outlines/${encodeURIComponent(place)}`, { ...v, geojson: JSON.parse(await file!.text()) as unknown }),
    onSuccess: () => done(t("region.installed")),
    onError: (error) => void message.error(error instanceof SyntaxError ? t("region.notJson") : sentence(error)),
  });
  const remove = useMutation({ mutationFn: () => del(`/outlines/${encodeURIComponent(place)}`), onSuccess: () => done(t("region.removed")), onError: (error) => void message.error(sentence(error)) });
  if (session.data?.account?.role !== "admin") return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("region.install")}</Button>
      <Modal
        open={open}
        title={t("region.installTitle", { place: name })}
        okText={t("region.install")}
        okButtonProps={{ disabled: file === null, loading: install.isPending }}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <p className="quiet">{t("region.installHint")}</p>
        <Form form={form} layout="vertical" onFinish={(v) => install.mutate(v)}>
          <Form.Item label={t("region.file")} required>
            <Upload accept=".geojson,.json" maxCount={1} beforeUpload={(f) => { setFile(f); return false; }} onRemove={() => setFile(null)}>
              <Button icon={<UploadOutlined />}>{t("region.chooseFile")}</Button>
            </Upload>
          </Form.Item>
          <Form.Item name="review_number" label={t("region.number")} rules={[{ required: true, message: t("region.needNumber") }]}>
            <Input placeholder="GS(2024)0650号" maxLength={60} />
          </Form.Item>
          <Form.Item name="source" label={t("region.source")} rules={[{ required: true, message: t("region.needSource") }]}>
            <Input placeholder={t("region.sourceExample")} maxLength={200} />
          </Form.Item>
          <Form.Item name="as_of" label={t("region.asOf")} rules={[{ required: true, pattern: /^\d{4}(-\d{2}(-\d{2})?)?$/, message: t("region.needDate") }]}>
            <Input placeholder="2024-06" maxLength={10} />
          </Form.Item>
        </Form>
        {installed && (
          <Button danger loading={remove.isPending} onClick={() => remove.mutate()}>
            {t("region.remove")}
          </Button>
        )}
      </Modal>
    </>
  );
}
