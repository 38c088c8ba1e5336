import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { Problem } from "../api/problem";
import { Waiting } from "../components/await";
import { Button, ButtonLink } from "../components/button";
import { ErrorSummary } from "../components/error-summary";
import { Page } from "../components/page";
import { problemText } from "../domain/problem-text";
import { handOver } from "../hand-over";
import { useAction } from "../hooks/use-action";
import { useCodeOfLink } from "../hooks/use-code-of-link";
import { useLanguage } from "../language";

/** Where the link of the activation mail leads (S16). The code stands behind the "#", so no server log sees it. */
export default function ActivatePage() {
  const { texts } = useLanguage();
  const t = texts.activate;
  const code = useCodeOfLink();
  const [userName, setUserName] = useState<string | null>(null);
  const activate = useAction(async () => {
    setUserName(null);
    const activated = await reply(api.POST("/api/activations", { body: { code } }));
    setUserName(activated.userName);
  });

  useEffect(() => {
    // S27: an expired or used link leads to another one.
    if (code === "") activate.report(new Problem(422, "code_missing", t.codeMissing));
    else void activate.run();
  }, [code]);

  if (userName !== null) {
    return (
      <Page title={t.done}>
        <p class="govuk-body-l">{t.userName(userName)}</p>
        <ButtonLink href="/sign-in" onFollow={() => handOver("/sign-in", { name: userName })}>
          {texts.home.signIn}
        </ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.title} hasErrors={activate.problem !== null}>
      {activate.problem === null ? (
        <Waiting />
      ) : (
        <>
          <ErrorSummary answer={activate.problem} lines={[{ text: problemText(activate.problem, texts) }]} />
          {activate.problem.status === 0 ? (
            <Button onClick={() => void activate.run()}>{texts.tryAgain}</Button>
          ) : (
            <ul class="govuk-list">
              <li>
                <a class="govuk-link" href="/sign-in">
                  {texts.home.signIn}
                </a>
              </li>
              <li>
                <a class="govuk-link" href="/resend-activation">
                  {texts.signIn.resendActivation}
                </a>
              </li>
            </ul>
          )}
        </>
      )}
    </Page>
  );
}
