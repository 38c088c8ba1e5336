import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { focusTitle } from "../hooks/focus-title";
import { mistake, useForm } from "../hooks/use-form";
import { paths } from "../paths";
import { TextField } from "../ui/fields";
import { useHandedOver } from "../ui/hand-over";
import { Page } from "../ui/page";
import { SubmitButton } from "../ui/submit-button";
import { ChallengeStatus } from "./challenge/challenge-status";
import { useChallenge } from "./challenge/use-challenge";
import { useAccountTexts } from "./use-texts";

interface Props {
  texts: { title: string; lead: string; submit: string; sentTitle: string; sentLead: string };
  send: (body: { name: string; challenge: string }) => Promise<unknown>;
  /** What the page says after it was sent, below the first sentence. */
  sent: (name: string) => ComponentChildren;
}

/** Asks the service to write a mail to whoever has a name: user name or e-mail, and the challenge (S23, S28). */
export function NameRequest({ texts: t, send, sent }: Props) {
  const own = useAccountTexts();
  const handed = useHandedOver();
  const [name, setName] = useState(handed.name ?? "");
  const [isSent, setSent] = useState(false);
  const challenge = useChallenge();
  const form = useForm(
    name.trim(),
    (name) => (name === "" ? [mistake("name", own.signIn.nameMissing)] : []),
    async () => {
      await challenge.answer((payload = "") => send({ name: name.trim(), challenge: payload }));
      setSent(true);
    },
  );
  useEffect(() => {
    if (isSent) focusTitle();
  }, [isSent]);

  const back = { href: paths.signIn, text: own.signIn.backToSignIn };
  if (isSent) {
    return (
      <Page title={t.sentTitle} back={back}>
        <p class="govuk-body-l">{t.sentLead}</p>
        {sent(name.trim())}
      </Page>
    );
  }
  return (
    <Page title={t.title} back={back} errors={form}>
      <p class="govuk-body">{t.lead}</p>
      <form noValidate onSubmit={form.submit}>
        <TextField
          id="name"
          label={own.signIn.name}
          value={name}
          onValue={setName}
          autocomplete="username"
          error={form.errors.name}
        />
        <ChallengeStatus challenge={challenge} />
        <SubmitButton form={form}>{t.submit}</SubmitButton>
      </form>
    </Page>
  );
}
