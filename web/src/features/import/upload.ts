/** Uploads that go on after a dropped connection (tus 1.0), and the import that comes of them. */
import { Upload, type PreviousUpload } from "tus-js-client";
import { post, root } from "@/api/client";
import { prefs } from "@/app/prefs";
import { Problem } from "@/api/problem";
import type { Import } from "./model";

/** An upload under way. It either comes to an import or breaks off, and can then be continued. */
export interface Sending {
  /** The import, once the whole file has arrived and was checked. */
  done: Promise<Import>;
  /** Goes on from where it broke off. */
  again: () => Promise<Import>;
  /** Gives it up, also on the server. */
  drop: () => Promise<void>;
}

/** Broke off: how much of the file had arrived, from 0 to 1. */
export class BrokenOff extends Error {
  constructor(
    readonly part: number,
    readonly reason: unknown,
  ) {
    super("broken off");
  }
}

/** Seconds between tries before a person is asked, as milliseconds. */
export const pauses = [0, 1000, 3000];

/** Begins an upload, or goes on with one of the same file that broke off before. */
export function send(kind: string, file: File, onPart: (part: number) => void, onFound: (part: number) => void): Sending {
  const digest = sha256(file);
  let part = 0;
  let upload: Upload;
  const run = (begin: () => void) =>
    new Promise<Import>((done, fail) => {
      upload.options.onError = (error) => fail(refusal(error) ?? new BrokenOff(part, error));
      upload.options.onSuccess = () => {
        const id = (upload.url ?? "").split("/").pop();
        digest.then((sum) => post<Import>("/imports/from-upload", { upload: id, kind, sha256: sum })).then(done, fail);
      };
      begin();
    });
  upload = new Upload(file, {
    endpoint: new URL(`${root}/uploads/`, location.href).href, // whole, because what the answer names is relative to it
    metadata: { filename: file.name },
    headers: { "Accept-Language": prefs().lang },
    retryDelays: pauses,
    removeFingerprintOnSuccess: true,
    onProgress: (sent, total) => {
      part = total ? sent / total : 0;
      onPart(part);
    },
  });
  const begin = async () => {
    const [before] = newest(await upload.findPreviousUploads());
    if (before) {
      upload.resumeFromPreviousUpload(before);
      onFound(part);
    }
    return run(() => upload.start());
  };
  return { done: begin(), again: () => run(() => upload.start()), drop: () => upload.abort(true) };
}

function newest(list: PreviousUpload[]): PreviousUpload[] {
  return [...list].sort((a, b) => b.creationTime.localeCompare(a.creationTime));
}

/** What the program refused, in its own words; undefined when nobody answered. */
function refusal(error: unknown): Problem | undefined {
  const response = (error as { originalResponse?: { getStatus(): number; getBody(): string } | null }).originalResponse;
  const status = response?.getStatus() ?? 0;
  if (!response || status < 400 || status >= 500) return undefined;
  try {
    return new Problem(status, JSON.parse(response.getBody()) as Record<string, unknown>);
  } catch {
    return status === 413 ? new Problem(413, { code: "TOO_LARGE" }) : undefined;
  }
}

/** The digest of a file as hexadecimal digits; undefined where the browser computes none (plain HTTP). */
export async function sha256(file: Blob): Promise<string | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
