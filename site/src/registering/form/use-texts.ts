import { documentTexts } from "../../form/documents/use-texts";
import { registrationLabels } from "../../form/registration/use-texts";
import { formTexts } from "../../form/use-texts";
import { inBothLanguages } from "../../hooks/language";

// The form of a registration stands in Chinese and English together, whichever is spoken (S109).

export const formTextsInBoth = inBothLanguages(formTexts);
export const documentTextsInBoth = inBothLanguages(documentTexts);
export const registrationLabelsInBoth = inBothLanguages(registrationLabels);
