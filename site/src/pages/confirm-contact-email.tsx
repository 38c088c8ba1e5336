import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { useApplicationTexts } from "../application/use-application-texts";
import { Button, ButtonLink } from "../components/button";
import { DoneText } from "../components/done";
import { ProblemSummary } from "../components/error-summary";
import { Page } from "../components/page";
import { useAction } from "../hooks/use-action";
import { useCodeOfLink } from "../hooks/use-code-of-link";
import { useLanguage } from "../language";

/**
 * Where the link to the contact address of an application leads (S13). A person
 * presses the button: a mail program that opens links by itself confirms nothing.
 */
export default function ConfirmContactEmailPage() {
  const code = useCodeOfLink();
  // Another link opened in the same tab is another page.
  return <Confirmation key={code} code={code} />;
}

function Confirmation({ code }: { code: string }) {
  const { texts } = useLanguage();
  const t = useApplicationTexts().contact;
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const confirm = useAction(async () => {
    const { email } = await reply(api.POST("/api/contact-emails", { body: { code } }));
    setConfirmed(email);
  });

  if (confirmed !== null || code === "") {
    return (
      <Page title={t.title}>
        {confirmed === null ? (
          <p class="govuk-body">{texts.links.incomplete}</p>
        ) : (
          <DoneText text={t.confirmed(confirmed)} />
        )}
        <ButtonLink href="/applications">{t.toApplications}</ButtonLink>
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
          <a class="govuk-link" href="/applications">
            {t.toApplications}
          </a>
        </p>
      )}
    </Page>
  );
}
