import type { ApplicationStatus } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { Deadline } from "../ui/instant";
import { useApplyingTexts } from "./use-texts";

/** What happens next with an application, by whom, and until when (S67). */
export function NextStep({ next }: Pick<ApplicationStatus, "next">) {
  const { locale } = useLanguage();
  const t = useApplyingTexts().next;
  return (
    <section class={`site-card site-next site-next--${next.by}`} aria-labelledby="next">
      <h2 class="govuk-heading-m" id="next">
        {t.heading}
      </h2>
      <p class="govuk-body">
        <strong>{t.by[next.by]}</strong>
      </p>
      <p class="govuk-body">{next.text}</p>
      {next.until && (
        <p class="govuk-body">
          {t.until}: <Deadline at={next.until} />
        </p>
      )}
      {next.expectedOn && <p class="govuk-body">{t.expectedOn(showDate(next.expectedOn, locale))}</p>}
    </section>
  );
}
