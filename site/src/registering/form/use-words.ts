import type { DocumentTexts } from "../../form/documents/texts/en";
import type { RegistrationLabels } from "../../form/registration/texts/en";
import { inBoth } from "../../form/say";
import type { Say } from "../../form/say";
import { useWordingInBoth } from "../../form/use-wording";
import type { Wording } from "../../form/use-wording";
import { documentTextsInBoth, formTextsInBoth, registrationLabelsInBoth } from "./use-texts";

/** What the form of a registration says, in Chinese and English together (S109). */
export interface FormInBoth {
  wording: Wording;
  /** What is said beside the fields: headings, guide, regulations. */
  say: Say<RegistrationLabels>;
  /** What is said of documents. */
  sayOfDocuments: Say<DocumentTexts>;
}

/** The form in both languages. */
export function useFormInBoth(): FormInBoth {
  const labels = registrationLabelsInBoth.use();
  const texts = formTextsInBoth.use();
  const wording = useWordingInBoth({
    en: { labels: labels.en, texts: texts.en },
    zh: { labels: labels.zh, texts: texts.zh },
  });
  return { wording, say: inBoth(labels), sayOfDocuments: inBoth(documentTextsInBoth.use()) };
}
