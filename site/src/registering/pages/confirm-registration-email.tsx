import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useAction } from "../../hooks/use-action";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { paths } from "../../paths";
import { ButtonLink } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { LinkPage } from "../../ui/link-page";
import { Page } from "../../ui/page";
import { useRegisteringTexts } from "../use-texts";

/**
 * Where the link to the address of a registration leads (S79). A person presses the button: a mail program that opens
 * links by itself confirms nothing.
 */
export default function ConfirmRegistrationEmailPage() {
  const code = useCodeOfLink();
  // Another link opened in the same tab is another page.
  return <Confirmation key={code} code={code} />;
}

function Confirmation({ code }: { code: string }) {
  const t = useRegisteringTexts().email;
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const confirm = useAction(async () => {
    const { email } = await reply(api.POST("/api/registration-emails", { body: { code } }));
    setConfirmed(email);
  });

  const instead = { href: paths.registration, text: t.toRegistration };
  if (confirmed === null) return <LinkPage texts={t} code={code} confirm={confirm} instead={instead} />;
  return (
    <Page title={t.title}>
      <DoneText text={t.confirmed(confirmed)} />
      <ButtonLink href={instead.href}>{instead.text}</ButtonLink>
    </Page>
  );
}
