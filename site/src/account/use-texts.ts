import { phrasebook } from "../hooks/language";

/** What the pages of an account say. */
export const accountTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useAccountTexts = accountTexts.use;
