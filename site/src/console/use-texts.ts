import { catalogue } from "../hooks/language";

/** What the pages of staff say. */
export const consoleTexts = catalogue({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useConsoleTexts = consoleTexts.use;
