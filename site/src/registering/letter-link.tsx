import { paths } from "../paths";
import { useRegisteringTexts } from "./use-texts";

/** The way to the letter of a registration. */
export function LetterLink({ registrationId }: { registrationId: string }) {
  const t = useRegisteringTexts().registration;
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={paths.letter({ registrationId })}>
        {t.letter}
      </a>
    </p>
  );
}
