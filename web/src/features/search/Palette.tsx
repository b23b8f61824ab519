import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Modal } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { get, type Page } from "@/api/client";
import { useChains } from "@/api/chain";
import { usePlaceSearch } from "@/api/place";
import { useGo, useScope } from "@/app/scope";
import { useDoors } from "@/app/useDoors";
import { setPrefs } from "@/app/prefs";
import { DemoStamp } from "@/ui/DemoStamp";
import { printPage } from "@/ui/print";
import { useDebounced } from "@/ui/useDebounced";
import { arrange, marked, matching, step, type Hit } from "./model";

interface FirmHit {
  id: string;
  name: string;
  short_name?: string;
  uscc?: string;
  listed?: string;
  region: string;
  demo: boolean;
}

/** One box for firms, chains, places and commands. Arrows choose, Enter goes. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const q = useDebounced(typed, 150).trim();
  const go = useGo();
  const scope = useScope();
  const firms = useQuery({
    queryKey: ["search-firms", q],
    queryFn: ({ signal }) => get<Page<FirmHit>>("/search/firms", { q, limit: 8 }, signal),
    enabled: q !== "",
    placeholderData: (old) => old,
  });
  const places = usePlaceSearch(q);
  const chains = useChains();
  const commands = useCommands(onClose);
  const list = useRef<HTMLDivElement>(null);

  const groups = useMemo(() => {
    const lower = q.toLowerCase();
    const hits: Hit[] = matching(commands, typed).slice(0, q ? 5 : 8).map((c) => ({ kind: "command", id: c.id, title: c.title }));
    if (q) {
      let chainsFound = 0;
      for (const c of chains.data?.items ?? []) {
        const name = (i18n.language === "en" && c.name.en) || c.name.zh;
        const fits = `${c.name.zh} ${c.name.en} ${c.id}`.toLowerCase().includes(lower);
        if (fits && chainsFound++ < 5) hits.push({ kind: "chain", id: c.id, title: name });
      }
      for (const p of (places.data?.items ?? []).slice(0, 5)) hits.push({ kind: "place", id: p.id, title: p.name, sub: p.path });
      for (const f of firms.data?.items ?? []) hits.push({ kind: "firm", id: f.id, title: f.name, sub: [f.short_name, f.listed, f.uscc].filter(Boolean).join(" · "), demo: f.demo });
    }
    return arrange(hits);
  }, [q, typed, commands, chains.data, places.data, firms.data, i18n.language]);
  const flat = groups.flatMap((g) => g.hits);
  useEffect(() => setAt(0), [q]);
  useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);

  const choose = (hit: Hit | undefined) => {
    if (!hit) return;
    if (hit.kind === "command") {
      commands.find((c) => c.id === hit.id)?.run();
      return;
    }
    onClose();
    if (hit.kind === "firm") go(`/records/firm/${hit.id}`);
    else if (hit.kind === "chain") go(`/chains/${hit.id}?chain=${hit.id}`);
    else scope.set({ region: hit.id });
  };
  const onKey = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return; // Enter ends the input method's word
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by) {
      e.preventDefault();
      setAt(step(at, by, flat.length));
    } else if (e.key === "Enter") choose(flat[at]);
  };
  let i = -1;
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={640} className="palette" title={t("search.title")} destroyOnHidden>
      <div className="palette-box">
        <SearchOutlined />
        <input
          autoFocus
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          onKeyDown={onKey}
          placeholder={t("search.placeholder")}
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={flat[at] ? `hit-${at}` : undefined}
          aria-label={t("search.title")}
        />
      </div>
      <div className="palette-list" id="palette-list" role="listbox" ref={list} aria-label={t("search.title")}>
        {groups.map((g) => (
          <div key={g.kind} role="group" aria-label={t(`search.kind.${g.kind}`)}>
            <p className="palette-kind">{t(`search.kind.${g.kind}`)}</p>
            {g.hits.map((hit) => {
              i++;
              const own = i;
              return (
                <div key={hit.id} id={`hit-${own}`} role="option" aria-selected={own === at} className="palette-hit" onMouseMove={() => own !== at && setAt(own)} onClick={() => choose(hit)}>
                  <span className="ellipsis">
                    {marked(hit.title, q).map((p, n) => (p.hit ? <mark key={n}>{p.text}</mark> : <span key={n}>{p.text}</span>))}
                  </span>
                  {hit.demo && <DemoStamp small />}
                  {hit.sub && <span className="quiet ellipsis palette-sub">{hit.sub}</span>}
                </div>
              );
            })}
          </div>
        ))}
        {q !== "" && flat.length === 0 && !firms.isFetching && <p className="quiet palette-none">{t("search.none")}</p>}
      </div>
      <p className="palette-foot quiet">
        <kbd>↑</kbd> <kbd>↓</kbd> {t("search.move")} <kbd>Enter</kbd> {t("search.open")} <kbd>Esc</kbd> {t("ui.close")}
      </p>
    </Modal>
  );
}

interface Command {
  id: string;
  title: string;
  /** Other words it is found by: pinyin, initials, English. */
  words: string;
  run: () => void;
}

/** Every page that navigation offers, and what can be done from anywhere. */
function useCommands(close: () => void): Command[] {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const doors = useDoors();
  const then = (run: () => void) => () => {
    close();
    run();
  };
  const pages = [...doors.values()].flat().map((d) => ({ id: d.path, title: d.text ?? t(d.label), words: d.path, run: then(() => go(d.path)) }));
  return [
    { id: "import", title: t("search.command.import"), words: "import daoru dr", run: then(() => go("/imports/new")) },
    ...pages,
    { id: "home", title: t("home.title"), words: "home zonglan zl overview", run: then(() => go("/")) },
    { id: "settings", title: t("settings.title"), words: "settings shezhi sz", run: then(() => go("/settings")) },
    { id: "dark", title: t("search.command.dark"), words: "dark shense ss", run: then(() => setPrefs({ theme: "dark" })) },
    { id: "light", title: t("search.command.light"), words: "light qianse qs", run: then(() => setPrefs({ theme: "light" })) },
    { id: "large", title: t("search.command.large"), words: "large text dazi dz", run: then(() => setPrefs({ scale: 1.25 })) },
    { id: "lang", title: i18n.language === "en" ? "中文" : "English", words: "language yuyan yy", run: then(() => setPrefs({ lang: i18n.language === "en" ? "zh" : "en" })) },
    { id: "print", title: t("search.command.print"), words: "print dayin dy", run: then(() => setTimeout(() => void printPage(), 300)) },
  ];
}
