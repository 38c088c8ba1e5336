import { phrasebook } from "../hooks/language";

/** What the frame and the parts that every room uses say: loaded before anything is drawn. */
export const uiTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useTexts = uiTexts.use;
