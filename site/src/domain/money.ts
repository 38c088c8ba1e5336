import type { Money } from "../api/types";

/** Shows an amount, which is kept in fen, in its currency. */
export function showMoney({ amountFen, currency }: Money, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amountFen / 100);
}

/** Shows a file's size in KB or MB. */
export function showSize(bytes: number, locale: string): string {
  const large = bytes >= 1024 * 1024;
  const amount = large ? bytes / 1024 / 1024 : Math.max(1, bytes / 1024);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: large ? 1 : 0 }).format(amount)} ${large ? "MB" : "KB"}`;
}
