import { useSession } from "../../api/session";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { SignInForm } from "../sign-in-form";
import { useAccountTexts } from "../use-texts";

/** Sign-in of staff: name, password, and the code of an authenticator. */
export default function StaffSignInPage() {
  const t = useAccountTexts().signIn;
  const texts = useTexts();
  const session = useSession();
  return (
    <Page title={t.staffTitle} caption={texts.consoleName}>
      {session.state === "signed_out" && session.ended && <p class="govuk-inset-text">{t.ended}</p>}
      <SignInForm kind="staff" />
    </Page>
  );
}
