/** Hands a file to the person as a download. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  // the browser reads the address after the click has returned
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
