import type { Application } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { paths } from "../paths";
import { Bullets } from "../ui/bullets";
import { ButtonLink } from "../ui/button";
import { Deadline, Instant } from "../ui/instant";
import { useApplyingTexts } from "./use-texts";

type Decision = NonNullable<Application["decision"]>;

/** What staff decided, with what is still to be fulfilled and why, and the way to appeal. */
export function DecisionBanner({ application }: { application: Application }) {
  const own = useApplyingTexts();
  const t = own.decision;
  const { decision, appealUntil } = application;
  if (!decision) return null;
  return (
    <section
      class={`govuk-notification-banner${decision.outcome === "accept" ? " govuk-notification-banner--success" : ""}`}
      aria-labelledby="decision"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="decision">
          {own.application.decision}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{own.application.outcomes[decision.outcome]}</p>
        {decision.noteToApplicant && <p class="govuk-body site-prewrapped">{decision.noteToApplicant}</p>}
        <Conditions conditions={decision.conditions} />
        <Reasons reasons={decision.reasons} />
        <p class="govuk-body-s">
          <Instant at={decision.decidedAt} />
        </p>
        {appealUntil && (
          <>
            <p class="govuk-body-s">
              {t.appealUntil}: <Deadline at={appealUntil} />
            </p>
            <ButtonLink secondary href={paths.appeal({ applicationId: application.id })}>
              {t.appeal}
            </ButtonLink>
          </>
        )}
      </div>
    </section>
  );
}

function Conditions({ conditions }: Pick<Decision, "conditions">) {
  const { read, locale } = useLanguage();
  const t = useApplyingTexts().decision;
  if (conditions.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s">{t.conditions}</h3>
      <ul class="govuk-list govuk-list--bullet">
        {conditions.map(({ code, text, note, dueOn }) => (
          <li key={code}>
            {read(text)}
            {dueOn && <strong> {t.by(showDate(dueOn, locale))}</strong>}
            {note && <p class="govuk-body-s site-prewrapped">{read(note)}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Reasons({ reasons }: Pick<Decision, "reasons">) {
  const { read } = useLanguage();
  if (reasons.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s">{useApplyingTexts().decision.reasons}</h3>
      <Bullets lines={reasons.map(({ text }) => read(text))} />
    </>
  );
}
