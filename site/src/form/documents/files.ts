import type { ChecklistItem } from "../../api/types";
import type { DocumentTexts } from "./texts/en";

const FORMATS: Record<string, string> = { "image/jpeg": "JPG", "image/png": "PNG", "application/pdf": "PDF" };

/** The names of the formats that a slot takes. */
export function showFormats({ contentTypes }: ChecklistItem, t: DocumentTexts): string {
  return contentTypes.map((type) => FORMATS[type] ?? type).join(t.formatSeparator);
}

/** A file's size in KB or MB. */
export function showSize(bytes: number, locale: string): string {
  const large = bytes >= 1024 * 1024;
  const amount = large ? bytes / 1024 / 1024 : Math.max(1, bytes / 1024);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: large ? 1 : 0 }).format(amount)} ${large ? "MB" : "KB"}`;
}

/** What a slot takes, in words. */
export function showTakes(row: ChecklistItem, t: DocumentTexts, locale: string): string {
  return t.takes(showFormats(row, t), showSize(row.maxBytes, locale));
}
