import { phrasebook } from "../hooks/language";

/** What the pages of paying say. */
export const payingTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const usePayingTexts = payingTexts.use;
