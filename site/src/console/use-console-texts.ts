import { useLanguage } from "../hooks/language";
import { en } from "../texts/console/en";
import type { ConsoleTexts } from "../texts/console/en";
import { zh } from "../texts/console/zh";

/** The texts of the staff's work, in the reader's language. */
export function useConsoleTexts(): ConsoleTexts {
  return useLanguage().language === "zh" ? zh : en;
}
