import { phrasebook } from "../../hooks/language";

/** What the parts of the application's form are called. */
export const applicationLabels = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useApplicationLabels = applicationLabels.use;
