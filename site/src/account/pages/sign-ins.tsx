import { paths } from "../../paths";
import { api, reply } from "../../api/client";
import { Page } from "../../ui/page";
import { SignInLog } from "../../ui/sign-in-log";
import { useLanguage } from "../../hooks/language";

/** Who has signed in to the reader's account, or tried to. */
export default function SignInsPage() {
  const { texts } = useLanguage();
  const t = texts.signInLog;
  return (
    <Page title={t.title} back={{ href: paths.account, text: texts.account.title }} wide>
      <p class="govuk-body">
        {t.lead}{" "}
        <a class="govuk-link" href={paths.password}>
          {texts.changePassword.title}
        </a>
      </p>
      <SignInLog read={readSignIns} />
    </Page>
  );
}

function readSignIns(cursor?: string) {
  return reply(api.GET("/api/account/sign-ins", { params: { query: cursor ? { cursor } : {} } }));
}
