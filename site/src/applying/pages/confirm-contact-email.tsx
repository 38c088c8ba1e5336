import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useAction } from "../../hooks/use-action";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { paths } from "../../paths";
import { ButtonLink } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { LinkPage } from "../../ui/link-page";
import { Page } from "../../ui/page";
import { useApplyingTexts } from "../use-texts";

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
  const t = useApplyingTexts().contact;
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const confirm = useAction(async () => {
    const { email } = await reply(api.POST("/api/contact-emails", { body: { code } }));
    setConfirmed(email);
  });

  const instead = { href: paths.applications, text: t.toApplications };
  if (confirmed === null) return <LinkPage texts={t} code={code} confirm={confirm} instead={instead} />;
  return (
    <Page title={t.title}>
      <DoneText text={t.confirmed(confirmed)} />
      <ButtonLink href={instead.href}>{instead.text}</ButtonLink>
    </Page>
  );
}
