import type { TwoLanguages } from "../api/types";

/** What is said: in the reader's language, or in both at once, as forms for Chinese offices are (S109). */
export type Words = string | TwoLanguages;

/** Whether anything is said. */
export const isSaid = (words: Words) => (typeof words === "string" ? words : words.en) !== "";

/** The words as plain text, where no part of them can be marked: the Chinese ones first. */
export const plain = (words: Words) => (typeof words === "string" ? words : `${words.zh} ${words.en}`);
