import type { Registration, RegistrationItem, RegistrationRound } from "../../api/types";
import { useLanguage } from "../../hooks/language";
import { Instant } from "../../ui/instant";
import { Said } from "../../ui/said";
import { Tag } from "../../ui/tag";
import { useRegisteringTexts } from "../use-texts";

type Verdict = RegistrationRound["verdicts"][number];

/** What staff said of an item when they returned the registration (S106), beside what is to be corrected. */
export function ReturnedItem({
  registration,
  item,
}: {
  registration: Registration;
  item?: RegistrationItem | undefined;
}) {
  if (registration.state !== "returned") return null;
  const verdict = registration.rounds.at(-1)?.verdicts.find((verdict) => verdict.item === item && !verdict.passed);
  return verdict ? (
    <div class="govuk-inset-text">
      <Reason verdict={verdict} />
    </div>
  ) : null;
}

function Reason({ verdict }: { verdict: Verdict }) {
  return (
    <>
      {verdict.reasonText && (
        <p class="govuk-body site-in-both">
          <strong>
            <Said words={verdict.reasonText} />
          </strong>
        </p>
      )}
      {verdict.note && (
        <p class="govuk-body site-prewrapped site-in-both">
          <Said words={verdict.note} />
        </p>
      )}
    </>
  );
}

/** Every submission with what staff said of it, the last one first. */
export function Rounds({ rounds }: Pick<Registration, "rounds">) {
  const { read } = useLanguage();
  const t = useRegisteringTexts().registration;
  if (rounds.length === 0) return null;
  return (
    <section aria-labelledby="rounds">
      <h2 class="govuk-heading-m" id="rounds">
        {t.rounds}
      </h2>
      {[...rounds].reverse().map(({ round, submittedAt, judgedAt, verdicts }) => (
        <div class="site-card" key={round}>
          <h3 class="govuk-heading-s">
            {t.submitted(round)}: <Instant at={submittedAt} />
          </h3>
          {judgedAt ? (
            <p class="govuk-body">
              {t.judged}: <Instant at={judgedAt} />
            </p>
          ) : (
            <p class="govuk-body">{t.waits}</p>
          )}
          <ul class="govuk-list govuk-list--spaced">
            {verdicts.map((verdict) => (
              <li key={verdict.item}>
                {read(verdict.name)}{" "}
                <Tag colour={verdict.passed ? "green" : "orange"}>{verdict.passed ? t.passed : t.returned}</Tag>
                <Reason verdict={verdict} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
