import { useSession } from "../../api/session";
import { usePlace } from "../../hooks/place";
import { onTheWayTo, paths } from "../../paths";
import { ButtonLink } from "../../ui/button";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { SignInForm } from "../sign-in-form";
import { UniversityCard } from "../university-card";
import { useAccountTexts } from "../use-texts";

/** Sign-in of applicants, with the way to registration beside it (S5). */
export default function SignInPage() {
  const session = useSession();
  const { query } = usePlace();
  const t = useAccountTexts().signIn;
  return (
    <Page title={t.title} wide>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {session.state === "signed_out" && session.ended && <p class="govuk-inset-text">{t.ended}</p>}
          <SignInForm kind="applicant" />
        </div>
        <div class="govuk-grid-column-one-third">
          <UniversityCard wanted={query.get("next")} />
          <Registration />
        </div>
      </div>
    </Page>
  );
}

function Registration() {
  const t = useAccountTexts().signIn;
  const texts = useTexts();
  const { query } = usePlace();
  const next = query.get("next");
  return (
    <aside class="site-card">
      <h2 class="govuk-heading-m">{t.newHere}</h2>
      <p class="govuk-body">{t.newHereText}</p>
      <ButtonLink href={next ? onTheWayTo(next, paths.register) : paths.register} secondary>
        {texts.home.register}
      </ButtonLink>
    </aside>
  );
}
