import { api, reply } from "../api/client";
import { Button, ButtonLink } from "../components/button";
import { ProblemSummary } from "../components/error-summary";
import { Page } from "../components/page";
import { goWith } from "../hand-over";
import { useAction } from "../hooks/use-action";
import { useCodeOfLink } from "../hooks/use-code-of-link";
import { useLanguage } from "../language";
import { forgetSession, useSession } from "../session";

/**
 * Where the link to a new e-mail address leads (S79). A person presses the
 * button: a mail program that opens links by itself must not hand an account
 * to the owner of a mistyped address.
 */
export default function ConfirmEmailPage() {
  const { texts } = useLanguage();
  const t = texts.confirmEmail;
  const code = useCodeOfLink();
  const session = useSession();
  const isStaff = session.state === "signed_in" && session.account.kind === "staff";
  const confirm = useAction(async () => {
    const { email } = await reply(api.POST("/api/email-changes", { body: { code } }));
    // Every session has ended, this browser's too.
    forgetSession(false);
    goWith(isStaff ? "/console/sign-in" : "/sign-in", { name: email, done: "email_confirmed" }, { replace: true });
  });

  if (code === "") {
    return (
      <Page title={t.title}>
        <p class="govuk-body">{texts.links.incomplete}</p>
        <ButtonLink href="/account/email">{t.askAgain}</ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.title} hasErrors={confirm.problem !== null}>
      {confirm.problem && <ProblemSummary problem={confirm.problem} />}
      <p class="govuk-body">{t.lead}</p>
      <Button busy={confirm.busy} onClick={() => void confirm.run()}>
        {t.confirm}
      </Button>
      {confirm.problem && confirm.problem.status !== 0 && (
        <p class="govuk-body">
          <a class="govuk-link" href="/account/email">
            {t.askAgain}
          </a>
        </p>
      )}
    </Page>
  );
}
