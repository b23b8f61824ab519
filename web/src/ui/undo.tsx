/** Taking back what was just done: a message at the corner for ten seconds, or Ctrl-Z. */
import { App, Button } from "antd";
import { useCallback, useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useSentence } from "./ErrorState";

/** How long the message stays; it waits while the pointer rests on it. Seconds. */
export const undoSeconds = 10;

interface Done {
  /** One sentence: what was done. */
  title: ReactNode;
  /** Takes it back; left out when there is no way back from here. */
  undo?: () => Promise<unknown>;
  /** Address of what came of it, with the word to open it by. */
  open?: { to: string; word: string };
}

/** What Ctrl-Z takes back: the last thing done whose message still stands. */
let latest: { key: string; run: () => void } | undefined;
let serial = 0;

/** Says what was done and offers to take it back. */
export function useDone(): (done: Done) => void {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const sentence = useSentence();
  const navigate = useNavigate(); // messages stand outside of the router, so a link in them would have none
  return useCallback(
    ({ title, undo, open }: Done) => {
      const key = `done-${++serial}`;
      const forget = () => {
        if (latest?.key === key) latest = undefined;
      };
      const run = () => {
        forget();
        notification.destroy(key);
        undo?.().then(
          () => notification.success({ key: `${key}-back`, title: t("ui.undone"), duration: 3 }),
          (error: unknown) => notification.error({ key: `${key}-back`, title: sentence(error) }),
        );
      };
      if (undo) latest = { key, run };
      notification.info({
        key,
        title,
        duration: undoSeconds,
        showProgress: true,
        pauseOnHover: true,
        onClose: forget,
        actions: (
          <>
            {open && (
              <Button
                size="small"
                onClick={() => {
                  notification.destroy(key);
                  forget();
                  void navigate(open.to);
                }}
              >
                {open.word}
              </Button>
            )}
            {undo && (
              <Button size="small" type="primary" onClick={run}>
                {t("ui.undo")} <kbd>Ctrl Z</kbd>
              </Button>
            )}
          </>
        ),
      });
    },
    [notification, sentence, t, navigate],
  );
}

/** Lets Ctrl-Z take back the last thing done, except while typing, where it belongs to the text. */
export function useUndoKey(): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() !== "z" || e.shiftKey || !(e.ctrlKey || e.metaKey) || !latest) return;
      if ((e.target as HTMLElement).closest("input, textarea, select, [contenteditable]")) return;
      e.preventDefault();
      latest.run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
