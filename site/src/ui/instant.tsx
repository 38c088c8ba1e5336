import { useOwnZone } from "../api/own-account";
import { showInstant } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { useTexts } from "./use-texts";

/**
 * The last minute in which something can still be done, where `at` is the
 * instant at which it is over: "30 June, 23:59" says more than "1 July, 00:00".
 */
export function Deadline({ at }: { at: string }) {
  return <Instant at={new Date(Date.parse(at) - 60_000).toISOString()} />;
}

/** An instant in Beijing time, and in the reader's own where that differs. */
export function Instant({ at }: { at: string }) {
  const texts = useTexts();
  const { locale } = useLanguage();
  const zone = useOwnZone();
  const { beijing, own } = showInstant(at, locale, zone);
  return (
    <time dateTime={at}>
      {texts.dates.beijing(beijing)}
      {own && <span class="site-own-time"> {texts.dates.own(own, zone)}</span>}
    </time>
  );
}
