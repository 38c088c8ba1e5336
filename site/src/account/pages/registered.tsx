import { paths } from "../../paths";
import { Bullets } from "../../ui/bullets";
import { ButtonLink } from "../../ui/button";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/** What comes after registration: the activation link in a mail (S13, S14). */
export default function RegisteredPage() {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = own.registered;
  return (
    <Page title={t.title}>
      <p class="govuk-body-l">{t.lead}</p>
      <Bullets lines={t.notes} />
      <div class="govuk-button-group">
        <ButtonLink href={paths.signIn} secondary>
          {texts.home.signIn}
        </ButtonLink>
        <a class="govuk-link" href={paths.resendActivation}>
          {own.signIn.noActivation}
        </a>
      </div>
    </Page>
  );
}
