import { useLanguage } from "../hooks/language";
import { en } from "../texts/application/en";
import type { ApplicationTexts } from "../texts/application/en";
import { zh } from "../texts/application/zh";

/** The texts of what happens to an application, in the reader's language. */
export function useApplicationTexts(): ApplicationTexts {
  return useLanguage().language === "zh" ? zh : en;
}
