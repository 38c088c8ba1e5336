import { phrasebook } from "../../hooks/language";

/** What is said of documents and their upload. */
export const documentTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useDocumentTexts = documentTexts.use;
