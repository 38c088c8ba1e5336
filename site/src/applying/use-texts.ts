import { catalogue } from "../hooks/language";

/** What the pages of applicants say. */
export const applyingTexts = catalogue({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useApplyingTexts = applyingTexts.use;
