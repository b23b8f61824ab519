/**
 * The nonce that the program puts in the page. Ant Design asks for it, but the
 * helpers below it (the lock of the scroll bar under a dialog) make style
 * elements without asking, which the content security policy refuses; so every
 * style element made by our own scripts gets it.
 */
export function nonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
  return meta?.nonce || meta?.content || undefined;
}

/** Gives the nonce to every style element that is made from now on. */
export function markStyles(value: string | undefined): void {
  if (!value) return;
  const make = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (name.toLowerCase() === "style") (element as HTMLStyleElement).nonce = value;
    return element;
  };
}
