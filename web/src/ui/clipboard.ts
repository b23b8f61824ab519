/**
 * Puts text on the clipboard. Pages without TLS, as offices without certificates
 * have them, have no navigator.clipboard; there the old command is asked.
 */
export async function copyText(text: string): Promise<void> {
  const modern = navigator.clipboard as Clipboard | undefined;
  if (modern) return modern.writeText(text);
  const put = (e: ClipboardEvent) => {
    e.preventDefault();
    e.clipboardData?.setData("text/plain", text);
  };
  document.addEventListener("copy", put, { once: true });
  try {
    if (!document.execCommand("copy")) throw new Error("the browser does not copy");
  } finally {
    document.removeEventListener("copy", put);
  }
}
