import { catalogue } from "../hooks/language";

/** What the pages of paying say. */
export const payingTexts = catalogue({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const usePayingTexts = payingTexts.use;
