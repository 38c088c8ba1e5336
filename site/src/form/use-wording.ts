import { useLanguage } from "../hooks/language";
import { useTexts } from "../ui/use-texts";
import type { Labels } from "./labels";
import { useFormTexts } from "./use-texts";
import { fieldName, showLabel, showValue } from "./values";
import type { Placed } from "./values";

/** The fields of a form and what was answered, in the reader's words. */
export interface Wording {
  /** The label of a field, with its row before it where there is one. */
  label: (section: string, pointer: string) => string;
  /** What a field, a list or a group of a section is called. */
  name: (section: string, part: string) => string;
  value: (field: Placed) => string;
}

/** The words of the form that has these labels. */
export function useWording(labels: Labels): Wording {
  const { locale } = useLanguage();
  const { notGiven } = useTexts();
  const texts = useFormTexts();
  return {
    label: (section, pointer) => showLabel(section, pointer, labels, texts),
    name: (section, part) => fieldName(section, part, labels),
    value: (field) => showValue(field, labels, { texts, notGiven, locale }),
  };
}
