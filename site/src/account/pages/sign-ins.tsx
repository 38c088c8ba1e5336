import { api, reply } from "../../api/client";
import { paths } from "../../paths";
import { Page } from "../../ui/page";
import { SignInLog } from "../../ui/sign-in-log";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";

/** Who has signed in to the reader's account, or tried to. */
export default function SignInsPage() {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = texts.signInLog;
  return (
    <Page title={t.title} back={{ href: paths.account, text: own.account.title }} wide>
      <p class="govuk-body">
        {t.lead}{" "}
        <a class="govuk-link" href={paths.password}>
          {own.changePassword.title}
        </a>
      </p>
      <SignInLog read={readSignIns} />
    </Page>
  );
}

function readSignIns(cursor?: string) {
  return reply(api.GET("/api/account/sign-ins", { params: { query: cursor ? { cursor } : {} } }));
}
