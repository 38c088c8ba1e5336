import type { Language } from "../../hooks/language";
import { locale } from "../../hooks/language";
import { showDate } from "../../domain/time";
import { Said } from "../../ui/said";
import { registrationLabelsInBoth } from "./use-texts";
import { useFormInBoth } from "./use-words";

/** The guide that the page is: a new one gets a new version and day. */
const GUIDE = { version: "2026-11", publishedAt: "2026-11-30" };

/** What a student has to know before registering, and what this does not replace (S75). */
export function Guide() {
  const { say } = useFormInBoth();
  const labels = registrationLabelsInBoth.use();
  const from = (language: Language) => {
    const { guide } = labels[language];
    return guide.from(guide.publisher, showDate(GUIDE.publishedAt, locale(language)), GUIDE.version);
  };
  return (
    <section class="site-card" aria-labelledby="guide">
      <h2 class="govuk-heading-m" id="guide">
        <Said words={say(({ guide }) => guide.heading)} />
      </h2>
      <p class="govuk-body-s site-muted site-in-both">
        <Said words={{ en: from("en"), zh: from("zh") }} />
      </p>
      <ul class="govuk-list govuk-list--bullet site-in-both">
        {labels.en.guide.steps.map((step, place) => (
          <li key={step}>
            <Said words={say(({ guide }) => guide.steps[place] ?? "")} />
          </li>
        ))}
      </ul>
      <div class="govuk-inset-text site-in-both">
        <Said words={say(({ guide }) => guide.notReplaced)} />
      </div>
    </section>
  );
}

/** How tuition is paid, beside the question for it (S86-S88). */
export function PaymentGuide() {
  const { say } = useFormInBoth();
  const labels = registrationLabelsInBoth.use();
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          <Said words={say(({ payment }) => payment.heading)} />
        </span>
      </summary>
      <div class="govuk-details__text">
        <ul class="govuk-list govuk-list--bullet site-in-both">
          {labels.en.payment.ways.map((way, place) => (
            <li key={way}>
              <Said words={say(({ payment }) => payment.ways[place] ?? "")} />
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

/** The regulations that are agreed to, with their version (S99). */
export function Regulations({ version }: { version: string }) {
  const { say } = useFormInBoth();
  const labels = registrationLabelsInBoth.use();
  return (
    <>
      <p class="govuk-body-s site-muted">
        <Said words={say(({ regulations }) => regulations.version(version))} />
      </p>
      <ol class="govuk-list govuk-list--number site-in-both">
        {labels.en.regulations.rules.map((rule, place) => (
          <li key={rule}>
            <Said words={say(({ regulations }) => regulations.rules[place] ?? "")} />
          </li>
        ))}
      </ol>
    </>
  );
}
