const BEIJING = "Asia/Shanghai";

/** The time zone of the reader's device. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** An instant as the university and as the reader see it; `own` is null where the two clocks agree. */
export interface ShownInstant {
  beijing: string;
  own: string | null;
}

/** Shows an RFC 3339 instant in Beijing time and in the reader's `zone`. */
export function showInstant(instant: string, locale: string, zone: string = ownZone()): ShownInstant {
  const beijing = inZone(instant, locale, BEIJING);
  const own = inZone(instant, locale, zone);
  return { beijing, own: own === beijing ? null : own };
}

function inZone(instant: string, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(new Date(instant));
}

/** The day in Beijing that an instant lies in, as "2026-11-22". */
export function beijingDay(instant: string): string {
  return new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: BEIJING }).format(new Date(instant));
}

/** Shows a calendar date ("2026-11-22"), which has no time zone. */
export function showDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}
