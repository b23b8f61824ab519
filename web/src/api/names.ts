/**
 * Names for codes: places, industries, firms, chains and nodes. Cells ask for a
 * name as they are drawn; what is asked within a few milliseconds goes out as one
 * request, and an answer is kept for as long as the page lives.
 */
import { useSyncExternalStore } from "react";
import { get } from "./client";

export type Named = "division" | "industry" | "firm" | "chain" | "node";

type Book = Map<string, string>;

/** Codes of one kind that the server answers at once. */
export const mostAsked = 500;

/** Keeps names and asks for missing ones in batches; `ask` answers code → name. */
export class NameBook {
  private readonly known: Record<Named, Book> = { division: new Map(), industry: new Map(), firm: new Map(), chain: new Map(), node: new Map() };
  private readonly asked = new Set<string>();
  private waiting: Partial<Record<Named, string[]>> = {};
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private edition = 0;
  private sending = 0;

  constructor(
    private readonly ask: (codes: Partial<Record<Named, string[]>>) => Promise<Partial<Record<Named, Record<string, string>>>>,
    private readonly wait = 15,
  ) {}

  /** The name, or undefined while it is fetched and when there is none. */
  name(kind: Named, code: string): string | undefined {
    const found = this.known[kind].get(code);
    if (found !== undefined) return found || undefined;
    const key = `${kind} ${code}`;
    if (!this.asked.has(key)) {
      this.asked.add(key);
      (this.waiting[kind] ??= []).push(code);
      this.timer ??= setTimeout(() => void this.send(), this.wait);
    }
    return undefined;
  }

  /** Forgets everything; for a change of language or of account. */
  clear(): void {
    for (const book of Object.values(this.known)) book.clear();
    this.asked.clear();
    this.tell();
  }

  subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  version = (): number => this.edition;

  /** Resolves when nothing is asked for any more, for paper, which is drawn once. */
  async settled(): Promise<void> {
    while (this.timer !== undefined || this.sending > 0) await new Promise((again) => setTimeout(again, this.wait));
  }

  private async send(): Promise<void> {
    const codes: Partial<Record<Named, string[]>> = {};
    let left = false;
    for (const [kind, list] of Object.entries(this.waiting) as [Named, string[]][]) {
      if (list.length === 0) continue;
      codes[kind] = list.splice(0, mostAsked);
      left ||= list.length > 0;
    }
    this.timer = left ? setTimeout(() => void this.send(), this.wait) : undefined;
    this.sending++;
    try {
      const answer = await this.ask(codes);
      for (const kind of Object.keys(codes) as Named[]) {
        for (const code of codes[kind] ?? []) this.known[kind].set(code, answer[kind]?.[code] ?? "");
      }
    } catch {
      for (const kind of Object.keys(codes) as Named[]) {
        for (const code of codes[kind] ?? []) this.asked.delete(`${kind} ${code}`); // asked again when drawn again
      }
      return;
    } finally {
      this.sending--;
    }
    this.tell();
  }

  private tell(): void {
    this.edition++;
    this.listeners.forEach((tell) => tell());
  }
}

export const names = new NameBook((codes) => get("/names", Object.fromEntries(Object.entries(codes).map(([kind, list]) => [kind, list.join(",")]))));

/** The names, and a number that changes when more have come. */
export function useNames(): { name: (kind: Named, code: string) => string | undefined; version: number } {
  const version = useSyncExternalStore(names.subscribe, names.version, names.version);
  return { name: (kind, code) => names.name(kind, code), version };
}
