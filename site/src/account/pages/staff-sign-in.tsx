import { useState } from "preact/hooks";
import { Page } from "../../ui/page";
import { SignInForm } from "../sign-in-form";
import { useLanguage } from "../../hooks/language";
import { useSession } from "../../api/session";

/** Sign-in of staff: name, password, and the code of an authenticator. */
export default function StaffSignInPage() {
  const { texts } = useLanguage();
  const [hasErrors, setHasErrors] = useState(false);
  const session = useSession();
  return (
    <Page title={texts.console.signInTitle} caption={texts.console.name} hasErrors={hasErrors}>
      {session.state === "signed_out" && session.ended && <p class="govuk-inset-text">{texts.signIn.ended}</p>}
      <SignInForm kind="staff" onErrors={setHasErrors} />
    </Page>
  );
}
