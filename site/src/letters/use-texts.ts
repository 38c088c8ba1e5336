import { phrasebook } from "../hooks/language";

/** What the pages of letters say. */
export const letterTexts = phrasebook({ en: () => import("./texts/en"), zh: () => import("./texts/zh") });

export const useLetterTexts = letterTexts.use;
