import type { Money } from "../api/types";

/** Shows an amount, which is kept in fen, in its currency. */
export function showMoney({ amountFen, currency }: Money, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amountFen / 100);
}
