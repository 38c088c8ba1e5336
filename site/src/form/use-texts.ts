import { phrasebook } from "../hooks/language";

/** What every form says that is kept as it is filled in. */
export const formTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useFormTexts = formTexts.use;
