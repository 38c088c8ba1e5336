import { phrasebook } from "../../hooks/language";

/** What the parts of the form of a semester registration are called. */
export const registrationLabels = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useRegistrationLabels = registrationLabels.use;
