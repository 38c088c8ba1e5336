import type { Words } from "../domain/words";
import type { Language } from "../hooks/language";

/** Says something of what `Texts` have: in the reader's language, or in both at once (S109). */
export type Say<Texts> = (pick: (texts: Texts) => string) => Words;

/** Says it in the one language of the texts. */
export const inOne =
  <Texts>(texts: Texts): Say<Texts> =>
  (pick) =>
    pick(texts);

/** Says it in both. */
export const inBoth =
  <Texts>({ en, zh }: Record<Language, Texts>): Say<Texts> =>
  (pick) => ({ en: pick(en), zh: pick(zh) });
