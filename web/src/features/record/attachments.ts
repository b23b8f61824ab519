/** Files on a record: calls and cache keys. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { address, del, get, post, type Page } from "@/api/client";
import { keys } from "./api";

export interface Attachment {
  id: string;
  name: string;
  media: string;
  /** Bytes. */
  size: number;
  sha256: string;
  by: string;
  at: string;
  class: "public" | "internal" | "sensitive" | "core";
  /** What the virus scan left open. */
  warning?: string;
}

const listKey = (kind: string, id: string) => [...keys.one(kind, id), "attachments"];

export function useAttachments(kind: string, id: string) {
  return useQuery({ queryKey: listKey(kind, id), queryFn: ({ signal }) => get<Page<Attachment>>(`/records/${kind}/${id}/attachments`, undefined, signal) });
}

/** Where the bytes are; the program sends them to be saved. */
export function fileAddress(id: string): string {
  return address(`/attachments/${id}/file`);
}

export function useAttachmentActs(kind: string, id: string) {
  const cache = useQueryClient();
  const changed = () => cache.invalidateQueries({ queryKey: listKey(kind, id) });
  return {
    add: async (file: File) => {
      const form = new FormData();
      form.append("file", file, file.name);
      const made = await post<Attachment>(`/records/${kind}/${id}/attachments`, form);
      await changed();
      return made;
    },
    remove: async (attachment: string) => {
      await del(`/attachments/${attachment}`);
      await changed();
    },
    restore: async (attachment: string) => {
      await post(`/attachments/${attachment}/restore`);
      await changed();
    },
  };
}
