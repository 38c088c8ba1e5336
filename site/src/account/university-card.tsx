import { api, reply } from "../api/client";
import { useAction } from "../hooks/use-action";
import { useLoaded } from "../hooks/use-loaded";
import { paths } from "../paths";
import { Button } from "../ui/button";
import { problemText } from "../ui/problem-text";
import { useTexts } from "../ui/use-texts";
import { AGREEMENT_VERSION } from "./agreement-version";
import { noteWanted } from "./led-on";
import { useAccountTexts } from "./use-texts";

interface Props {
  /** Which page the reader wants, `null` where none in particular; left out, it is the one they wanted before. */
  wanted?: string | null;
}

/** The way in with the university's own account (S77); nothing where the university is not configured. */
export function UniversityCard({ wanted }: Props) {
  const texts = useTexts();
  const t = useAccountTexts().university;
  const offer = useLoaded(() => reply(api.GET("/api/university-sign-ins")), []);
  const begin = useAction(async () => {
    const body = { agreementVersion: AGREEMENT_VERSION };
    const { address } = await reply(api.POST("/api/university-sign-ins", { body }));
    if (wanted !== undefined) noteWanted(wanted);
    location.assign(address);
  });
  if (!offer.content?.offered) return null;
  return (
    <aside class="site-card" aria-labelledby="university">
      <h2 class="govuk-heading-m" id="university">
        {t.heading}
      </h2>
      <p class="govuk-body">{t.text}</p>
      {begin.problem && (
        <p class="govuk-error-message" role="alert">
          {problemText(begin.problem, texts)}
        </p>
      )}
      <Button secondary busy={begin.busy} onClick={() => void begin.run()}>
        {t.button}
      </Button>
      <p class="govuk-body-s site-muted">
        {t.agreement(AGREEMENT_VERSION)}{" "}
        <a class="govuk-link" href={paths.register}>
          {t.readAgreement}
        </a>
      </p>
    </aside>
  );
}
