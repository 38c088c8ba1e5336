import { createContext } from "preact";
import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import type { TwoLanguages } from "../api/types";
import { createStore, useStore } from "./store";

export type Language = "en" | "zh";

const CHOSEN = "sojourn-language";

/** The language of the last visit, else the browser's. */
function preferredLanguage(): Language {
  const chosen = localStorage.getItem(CHOSEN);
  if (chosen === "en" || chosen === "zh") return chosen;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

const spoken = createStore<Language>(preferredLanguage());
/** The language that was asked for last: its texts may still be on their way. */
let wanted = spoken.get();

/** What a part of the site says. Of its two languages only the one that is spoken is loaded. */
export interface Phrasebook<Texts = unknown> {
  load: (language: Language) => Promise<void>;
  /** The texts in a language that was loaded. */
  in: (language: Language) => Texts;
  /** The texts in the reader's language. */
  use: () => Texts;
}

/** The phrasebooks whose pages have been opened: these change with the language. */
const opened = new Set<Phrasebook>();

/** A phrasebook of texts, each language in a file of its own. */
export function phrasebook<Texts>(files: Record<Language, () => Promise<{ texts: Texts }>>): Phrasebook<Texts> {
  const loaded: Partial<Record<Language, Texts>> = {};
  function textsIn(language: Language): Texts {
    const texts = loaded[language];
    if (texts === undefined) throw new Error("a page shows texts that its route does not load");
    return texts;
  }
  return {
    async load(language) {
      loaded[language] ??= (await files[language]()).texts;
    },
    in: textsIn,
    use: () => textsIn(useLanguage().language),
  };
}

/** A phrasebook that is read in both languages at once: it is loaded whole, whichever is spoken. */
export function inBothLanguages<Texts>(book: Phrasebook<Texts>): Phrasebook<Record<Language, Texts>> {
  const both = () => ({ en: book.in("en"), zh: book.in("zh") });
  return {
    async load() {
      await Promise.all([book.load("en"), book.load("zh")]);
    },
    in: both,
    use: both,
  };
}

/** Loads what a page says, before it is shown. */
export async function openPhrasebooks(phrasebooks: readonly Phrasebook[]): Promise<void> {
  for (const each of phrasebooks) opened.add(each);
  // While the language changes, either may be the one that is shown first.
  const languages = new Set([spoken.get(), wanted]);
  await Promise.all(phrasebooks.flatMap((each) => [...languages].map(each.load)));
}

/** Switches the page to `language`: loads the texts of what is open, and says it to the browser. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  try {
    await Promise.all([...opened].map((each) => each.load(language)));
  } catch (error) {
    if (wanted === language) wanted = spoken.get();
    throw error;
  }
  // Who has chosen again meanwhile gets that.
  if (wanted !== language) return;
  spoken.set(language);
  tellBrowser();
}

/** Says to the browser, and with it to screen readers, which language the page speaks. */
export function tellBrowser(): void {
  document.documentElement.lang = spoken.get() === "zh" ? "zh-CN" : "en";
}

/** Switches to `language` and remembers it for the next visit. */
export function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOSEN, language);
  return speak(language);
}

/** The language as a locale, for the API and for dates. */
export function locale(language: Language = spoken.get()): string {
  return language === "zh" ? "zh-CN" : "en-GB";
}

const Spoken = createContext<Language>("en");

/** Gives the page its language, the same for all that is drawn at once. */
export function LanguageProvider({ children }: { children: ComponentChildren }) {
  return <Spoken.Provider value={useStore(spoken)}>{children}</Spoken.Provider>;
}

/** The language of the page. */
export function useLanguage() {
  const language = useContext(Spoken);
  return {
    language,
    locale: locale(language),
    /** The reader's side of a text that comes in both languages. */
    read: (text: TwoLanguages) => text[language],
  };
}
