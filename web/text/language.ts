/** Languages of the page, each in a chunk of its own. */
import type { Words } from "./en.ts";

export type Language = "en" | "zh";

export const LANGUAGES: readonly { readonly code: Language; readonly tag: string; readonly name: string }[] = [
  { code: "en", tag: "en", name: "English" },
  { code: "zh", tag: "zh-Hans", name: "简体中文" },
];

const LOAD: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import("./en.ts")).en,
  zh: async () => (await import("./zh.ts")).zh,
};

export function loadWords(language: Language): Promise<Words> {
  return LOAD[language]();
}

/** The first of the reader's languages (navigator.languages) that the page has. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find(({ code }) => tag.toLowerCase().split("-", 1)[0] === code);
    if (found) return found.code;
  }
  return "en";
}

/** Puts values in the place of `{name}`. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
