import type { Registration } from "../api/types";
import { paths } from "../paths";
import { Await } from "../ui/await";
import { ButtonLink } from "../ui/button";
import { LetterLink } from "./letter-link";
import { StateOfRegistration, outlook } from "./state";
import type { RegisteringTexts } from "./texts/en";
import { canBeFilledIn, useRegistration } from "./use-registration";
import { useRegisteringTexts } from "./use-texts";

interface Props {
  registrationId: string;
  /** What is said of the window, to whom it still matters. */
  windowText: string;
}

/** How the registration of the semester stands, and the way to its form. */
export function WayToForm({ registrationId, windowText }: Props) {
  const t = useRegisteringTexts().registration;
  const registration = useRegistration(registrationId);
  return (
    <Await loaded={registration}>
      {(content) => {
        const isThere = content.version > 0;
        const says = (
          <p class="govuk-body">
            <strong>{outlook(content, t) ?? windowText}</strong>
          </p>
        );
        if (!isThere && !canBeFilledIn(content)) return says;
        return (
          <>
            {says}
            {isThere && (
              <p class="govuk-body">
                <StateOfRegistration {...content} />
              </p>
            )}
            <ButtonLink href={paths.registrationForm({ registrationId })}>{wayOn(content, t)}</ButtonLink>
            {content.state === "approved" && content.facts.inChina && <LetterLink registrationId={registrationId} />}
          </>
        );
      }}
    </Await>
  );
}

function wayOn(registration: Registration, t: RegisteringTexts["registration"]): string {
  if (!canBeFilledIn(registration)) return t.see;
  if (registration.state === "returned") return registration.enteredChina ? t.add : t.correct;
  return registration.version > 0 ? t.goOn : t.start;
}
