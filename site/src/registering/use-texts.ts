import { phrasebook } from "../hooks/language";

/** What the pages of students say. */
export const registeringTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useRegisteringTexts = registeringTexts.use;
