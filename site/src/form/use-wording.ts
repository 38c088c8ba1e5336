import type { Words } from "../domain/words";
import { useLanguage } from "../hooks/language";
import type { Language } from "../hooks/language";
import { useTexts } from "../ui/use-texts";
import type { Labels } from "./labels";
import { inBoth, inOne } from "./say";
import type { Say } from "./say";
import type { FormTexts } from "./texts/en";
import { useFormTexts } from "./use-texts";
import { fieldName, showLabel, showValue } from "./values";
import type { Placed } from "./values";

/** All that a form says, in one language. */
export interface FormWords {
  labels: Labels;
  texts: FormTexts;
}

/** The fields of a form and what was answered, in words. */
export interface Wording {
  /** Says something of the form where it is filled in. */
  say: Say<FormWords>;
  /** The label of a field where it is read, with its row before it where there is one. */
  heading: (section: string, pointer: string) => Words;
  /** The same within a sentence: in the reader's language. */
  label: (section: string, pointer: string) => string;
  /** What a field, a list or a group of a section is called. */
  name: (section: string, part: string) => string;
  value: (field: Placed) => string;
}

/** The words of the form that has these labels. */
export function useWording(labels: Labels): Wording {
  const words = { labels, texts: useFormTexts() };
  return useWordingOf(words, inOne(words));
}

/** The words of a form that stands in both languages at once (S109). */
export function useWordingInBoth(words: Record<Language, FormWords>): Wording {
  const { language } = useLanguage();
  return useWordingOf(words[language], inBoth(words));
}

function useWordingOf({ labels, texts }: FormWords, say: Say<FormWords>): Wording {
  const { locale } = useLanguage();
  const { notGiven } = useTexts();
  return {
    say,
    heading: (section, pointer) => say(({ labels, texts }) => showLabel(section, pointer, labels, texts)),
    label: (section, pointer) => showLabel(section, pointer, labels, texts),
    name: (section, part) => fieldName(section, part, labels),
    value: (field) => showValue(field, labels, { texts, notGiven, locale }),
  };
}
