import { api, reply } from "../../api/client";
import { isProblem } from "../../api/problem";
import { forgetSession, useReader } from "../../api/session";
import { useAction } from "../../hooks/use-action";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { paths, signInOf } from "../../paths";
import { ButtonLink } from "../../ui/button";
import { goWith } from "../../ui/hand-over";
import { LinkPage } from "../../ui/link-page";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/**
 * Where the link to a new e-mail address leads (S79). A person presses the
 * button: a mail program that opens links by itself must not hand an account
 * to the owner of a mistyped address.
 */
export default function ConfirmEmailPage() {
  const texts = useTexts();
  const t = useAccountTexts().confirmEmail;
  const code = useCodeOfLink();
  const kind = useReader()?.kind ?? "applicant";
  const confirm = useAction(async () => {
    const { email } = await reply(api.POST("/api/email-changes", { body: { code } }));
    // Every session has ended, this browser's too.
    forgetSession(false);
    goWith(signInOf(kind), { name: email, done: "email_confirmed" }, { replace: true });
  });

  if (isProblem(confirm.problem, "sign_in_required")) {
    return (
      <Page title={t.title}>
        <p class="govuk-body">{t.signInFirst}</p>
        <ButtonLink href={signInOf("applicant")}>{texts.navigation.signIn}</ButtonLink>
      </Page>
    );
  }
  return <LinkPage texts={t} code={code} confirm={confirm} instead={{ href: paths.email, text: t.askAgain }} />;
}
