import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { focusTitle } from "../../hooks/focus-title";
import { useAction } from "../../hooks/use-action";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { paths } from "../../paths";
import { Button, ButtonLink } from "../../ui/button";
import { handOver } from "../../ui/hand-over";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/**
 * Where the link of the activation mail leads (S16). A person presses the
 * button: a mail scanner that opens links by itself must not activate an
 * account that was registered with somebody else's address.
 */
export default function ActivatePage() {
  const texts = useTexts();
  const t = useAccountTexts().activate;
  const code = useCodeOfLink();
  const [userName, setUserName] = useState<string | null>(null);
  const activate = useAction(async () => {
    const activated = await reply(api.POST("/api/activations", { body: { code } }));
    setUserName(activated.userName);
  });

  useEffect(() => {
    setUserName(null);
    activate.report(null);
  }, [code]);
  // The button has gone with what it did.
  useEffect(() => {
    if (userName !== null) focusTitle();
  }, [userName]);

  if (userName !== null) {
    return (
      <Page title={t.done}>
        <p class="govuk-body-l">{t.userName(userName)}</p>
        <ButtonLink href={paths.signIn} onFollow={() => handOver(paths.signIn, { name: userName })}>
          {texts.home.signIn}
        </ButtonLink>
      </Page>
    );
  }
  const { problem } = activate;
  // S27: a link that activates nothing any more leads on: it has expired, was used, or its address has an account.
  const isOver = code === "" || problem?.status === 422 || problem?.status === 409;
  return (
    <Page title={t.title} errors={activate}>
      {code === "" && <p class="govuk-body">{t.codeMissing}</p>}
      {isOver ? (
        <OtherWays />
      ) : (
        <>
          <p class="govuk-body">{t.lead}</p>
          <Button busy={activate.busy} onClick={() => void activate.run()}>
            {t.confirm}
          </Button>
        </>
      )}
    </Page>
  );
}

/** What to do where the link activates nothing. */
function OtherWays() {
  const t = useAccountTexts().signIn;
  const texts = useTexts();
  return (
    <ul class="govuk-list">
      <li>
        <a class="govuk-link" href={paths.signIn}>
          {texts.home.signIn}
        </a>
      </li>
      <li>
        <a class="govuk-link" href={paths.resendActivation}>
          {t.resendActivation}
        </a>
      </li>
    </ul>
  );
}
