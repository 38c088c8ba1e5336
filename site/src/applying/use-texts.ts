import { phrasebook } from "../hooks/language";

/** What the pages of applicants say. */
export const applyingTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useApplyingTexts = applyingTexts.use;
