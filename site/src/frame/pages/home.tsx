import { useReader } from "../../api/session";
import { paths } from "../../paths";
import { Bullets } from "../../ui/bullets";
import { ButtonLink } from "../../ui/button";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";

/** What the service is, and the way in. */
export default function HomePage() {
  const texts = useTexts();
  const t = texts.home;
  const signedIn = useReader()?.kind === "applicant";
  return (
    <div class="site-home">
      <Page title={t.title} wide>
        <p class="govuk-body-l site-home__lead">{t.lead}</p>
        <div class="govuk-button-group">
          <ButtonLink href={paths.programmes}>{t.seeProgrammes}</ButtonLink>
          {signedIn ? (
            <ButtonLink href={paths.applications} secondary>
              {t.toApplications}
            </ButtonLink>
          ) : (
            <>
              <ButtonLink href={paths.register} secondary>
                {t.register}
              </ButtonLink>
              <ButtonLink href={paths.signIn} secondary>
                {t.signIn}
              </ButtonLink>
            </>
          )}
        </div>
        <p class="govuk-body">
          <a class="govuk-link" href={signedIn ? paths.services : paths.claimStudentRecord}>
            {t.isStudent}
          </a>
        </p>
        <h2 class="govuk-heading-m">{t.howHeading}</h2>
        <ol class="site-steps">
          {t.steps.map((step) => (
            <li key={step.title}>
              <h3 class="govuk-heading-s">{step.title}</h3>
              <p class="govuk-body">{step.text}</p>
            </li>
          ))}
        </ol>
        <h2 class="govuk-heading-m">{t.needHeading}</h2>
        <Bullets lines={t.need} />
      </Page>
    </div>
  );
}
