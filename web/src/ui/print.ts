/**
 * Printing a page: first everything that holds more than is in sight fetches
 * what belongs on paper, then the browser prints.
 */
const preparations = new Set<() => Promise<unknown>>();

/** Has something done before a page is printed; returns how to leave it off. */
export function beforePrinting(prepare: () => Promise<unknown>): () => void {
  preparations.add(prepare);
  return () => preparations.delete(prepare);
}

/** What the prepared page may still be waiting for, such as names of codes. */
let settled: () => Promise<unknown> = () => Promise.resolve();
export function whenSettled(wait: () => Promise<unknown>): void {
  settled = wait;
}

/** Prints the page. What cannot be fetched is printed as far as it is at hand. */
export async function printPage(): Promise<void> {
  await Promise.allSettled([...preparations].map((prepare) => prepare()));
  await settled();
  window.print();
}
