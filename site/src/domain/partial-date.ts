/** A date as it is being typed: any part may still be missing or wrong. */
export interface PartialDate {
  year: string;
  month: string;
  day: string;
}

/** Reads a stored date ("2001-02-03", or a draft's "2001--3"); nothing stored gives three empty parts. */
export function partsOf(date: string | null | undefined): PartialDate {
  const [year = "", month = "", day = ""] = (date ?? "").split("-");
  return { year, month: month.replace(/^0/, ""), day: day.replace(/^0/, "") };
}

/** Whether nothing has been typed. */
export function isEmpty(parts: PartialDate): boolean {
  return parts.year.trim() === "" && parts.month.trim() === "" && parts.day.trim() === "";
}

/** What a draft keeps: the date, else the parts as they were typed; null where nothing was. */
export function draftOf(parts: PartialDate): string | null {
  if (isEmpty(parts)) return null;
  const typed = [parts.year, parts.month, parts.day].map((part) => part.replaceAll("-", "").trim());
  return dateOf(parts) ?? typed.join("-");
}

/** The date as it is stored, or null where the parts are no date of the calendar. */
export function dateOf(parts: PartialDate): string | null {
  const year = digits(parts.year, 4);
  const month = digits(parts.month, 2);
  const day = digits(parts.day, 2);
  if (year === null || month === null || day === null || parts.year.trim().length !== 4) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || date.getUTCFullYear() !== year) return null;
  return date.toISOString().slice(0, 10);
}

function digits(text: string, most: number): number | null {
  const trimmed = text.trim();
  return new RegExp(`^\\d{1,${most}}$`).test(trimmed) ? Number(trimmed) : null;
}
