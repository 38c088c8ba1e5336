import { api, reply } from "../../api/client";
import { forgetSession, useReader } from "../../api/session";
import { useAction } from "../../hooks/use-action";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { paths, signInOf } from "../../paths";
import { goWith } from "../../ui/hand-over";
import { LinkPage } from "../../ui/link-page";
import { useAccountTexts } from "../use-texts";

/**
 * Where the link to a new e-mail address leads (S79). A person presses the
 * button: a mail program that opens links by itself must not hand an account
 * to the owner of a mistyped address.
 */
export default function ConfirmEmailPage() {
  const t = useAccountTexts().confirmEmail;
  const code = useCodeOfLink();
  const kind = useReader()?.kind ?? "applicant";
  const confirm = useAction(async () => {
    const { email } = await reply(api.POST("/api/email-changes", { body: { code } }));
    // Every session has ended, this browser's too.
    forgetSession(false);
    goWith(signInOf(kind), { name: email, done: "email_confirmed" }, { replace: true });
  });

  return <LinkPage texts={t} code={code} confirm={confirm} instead={{ href: paths.email, text: t.askAgain }} />;
}
