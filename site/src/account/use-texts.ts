import { catalogue } from "../hooks/language";

/** What the pages of an account say. */
export const accountTexts = catalogue({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useAccountTexts = accountTexts.use;
