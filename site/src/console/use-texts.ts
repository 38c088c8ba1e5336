import { phrasebook } from "../hooks/language";

/** What the pages of staff say. */
export const consoleTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useConsoleTexts = consoleTexts.use;
