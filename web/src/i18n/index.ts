/**
 * Words of the interface. One file for each area in zh/ and in en/ with the same
 * keys (a test compares them); the file name is the first part of the key.
 */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export interface Words {
  [key: string]: string | Words;
}

type Files = Record<string, { default: Words }>;

/** Puts area files together: zh/record.ts becomes the branch "record". */
export function gather(files: Files): Words {
  const all: Words = {};
  for (const [file, module] of Object.entries(files)) {
    const name = file.replace(/^.*\//, "").replace(/\.ts$/, "");
    all[name] = module.default;
  }
  return all;
}

export const zh = gather(import.meta.glob<{ default: Words }>("./zh/*.ts", { eager: true }));
export const en = gather(import.meta.glob<{ default: Words }>("./en/*.ts", { eager: true }));

export const i18n = i18next.createInstance();

/** Starts the words in the given language. */
export function startWords(lang: "zh" | "en"): void {
  void i18n.use(initReactI18next).init({
    lng: lang,
    fallbackLng: "zh",
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false, prefix: "{", suffix: "}" },
    initAsync: false,
  });
}
