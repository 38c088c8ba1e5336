import { catalogue } from "../hooks/language";

/** What every form says that is kept as it is filled in. */
export const formTexts = catalogue({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useFormTexts = formTexts.use;
