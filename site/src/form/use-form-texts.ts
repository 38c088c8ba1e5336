import { useLanguage } from "../hooks/language";
import { en } from "../texts/form/en";
import type { FormTexts } from "../texts/form/en";
import { zh } from "../texts/form/zh";

/** The texts of the application form in the reader's language. */
export function useFormTexts(): FormTexts {
  return useLanguage().language === "zh" ? zh : en;
}
