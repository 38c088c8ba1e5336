import { ownZone, showInstant } from "../domain/time";
import { useLanguage } from "../language";

/** An instant in Beijing time, and in the reader's own where that differs. */
export function Instant({ at }: { at: string }) {
  const { locale, texts } = useLanguage();
  const { beijing, own } = showInstant(at, locale);
  return (
    <time dateTime={at}>
      {texts.dates.beijing(beijing)}
      {own && <span class="site-own-time"> {texts.dates.own(own, ownZone())}</span>}
    </time>
  );
}
