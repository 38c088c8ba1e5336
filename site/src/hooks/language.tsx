import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { TwoLanguages } from "../api/types";
import { createStore, useStore } from "./store";
import type { Texts } from "../texts/en";

export type Language = "en" | "zh";

const CHOSEN = "sojourn-language";

interface Spoken {
  language: Language;
  texts: Texts;
}

const spoken = createStore<Spoken | null>(null);

/** The language of the last visit, else the browser's. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(CHOSEN);
  if (chosen === "en" || chosen === "zh") return chosen;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Switches the page to `language`: loads its texts, and says it to the browser. */
export async function speak(language: Language): Promise<void> {
  const texts = language === "zh" ? (await import("../texts/zh")).zh : (await import("../texts/en")).en;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  spoken.set({ language, texts });
}

/** Switches to `language` and remembers it for the next visit. */
export function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language);
  return speak(language);
}

/** The language as a locale, for the API and for dates. */
export function locale(): string {
  return (spoken.get()?.language ?? preferredLanguage()) === "zh" ? "zh-CN" : "en-GB";
}

const SpokenContext = createContext<Spoken | null>(null);

/** Gives the page its texts; draws nothing before they are there. */
export function LanguageProvider({ children }: { children: ComponentChildren }) {
  const current = useStore(spoken);
  return current && <SpokenContext.Provider value={current}>{children}</SpokenContext.Provider>;
}

/** The texts and the language of the page. */
export function useLanguage() {
  const current = useContext(SpokenContext);
  if (current === null) throw new Error("useLanguage outside LanguageProvider");
  const { language, texts } = current;
  return {
    language,
    texts,
    locale: language === "zh" ? "zh-CN" : "en-GB",
    /** The reader's side of a text that comes in both languages. */
    read: (text: TwoLanguages) => text[language],
  };
}
