import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { FieldProblem } from "../../api/problem";
import type { Invitation } from "../../api/types";
import { isSixDigits, isUserName } from "../../domain/sign-in-names";
import { useLanguage } from "../../hooks/language";
import { useCodeOfLink } from "../../hooks/use-code-of-link";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { PageProblem } from "../../ui/error-summary";
import { TextField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { rolesText } from "../../ui/roles";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { AuthenticatorKey } from "../authenticator-key";
import { NewPasswordFields, passwordMistakes } from "../new-password-fields";
import { UserNameForManagers } from "../password-again";
import { RecoveryCodes } from "../recovery-codes";
import type { AccountTexts } from "../texts/en";
import { useAccountTexts } from "../use-texts";

/** Where the link of an invitation to the staff leads: name, password, authenticator, recovery codes. */
export default function InvitationPage() {
  const texts = useTexts();
  const code = useCodeOfLink();
  const [made, setMade] = useState<{ userName: string; recoveryCodes: string[] } | null>(null);
  const invitation = useLoaded(() => reply(api.POST("/api/invitations/views", { body: { code } })), [code]);
  const t = useAccountTexts().invitation;

  if (made !== null) {
    const done = { name: made.userName, done: "account_made" } as const;
    return (
      <Page title={texts.recoveryCodes.title} caption={texts.consoleName}>
        <RecoveryCodes codes={made.recoveryCodes} onKept={() => goWith(paths.staffSignIn, done, { replace: true })} />
      </Page>
    );
  }
  return (
    <Page title={t.title} caption={texts.consoleName}>
      {code === "" ? (
        <p class="govuk-body">{texts.links.incomplete}</p>
      ) : (
        <Await loaded={invitation}>
          {(invitation) => <Acceptance code={code} invitation={invitation} onMade={setMade} />}
        </Await>
      )}
    </Page>
  );
}

interface AcceptanceProps {
  code: string;
  invitation: Invitation;
  onMade: (made: { userName: string; recoveryCodes: string[] }) => void;
}

function Acceptance({ code, invitation, onMade }: AcceptanceProps) {
  const own = useAccountTexts();
  const { language } = useLanguage();
  const texts = useTexts();
  const t = own.invitation;
  // A colleague who lost the ways in has an account, and keeps its name.
  const present = invitation.userName ?? null;
  const [userName, setUserName] = useState(present ?? "");
  const [chosen, setChosen] = useState({ password: "", passwordConfirmation: "" });
  const [totp, setTotp] = useState("");
  const { email } = invitation;

  const form = useForm(
    { userName: userName.trim(), totp, email, ...chosen },
    (values) => mistakes(values, own),
    async () => {
      const body = { code, userName: userName.trim(), ...chosen, locale: language, totp: totp.replace(/\s/g, "") };
      onMade(await reply(api.POST("/api/invitations/acceptances", { body })));
    },
  );
  const { errors } = form;

  return (
    <>
      <PageProblem of={form} />
      {present !== null && <p class="govuk-body">{t.again}</p>}
      <SummaryList
        rows={[
          ...(invitation.invitedBy ? [{ key: t.invitedBy, value: invitation.invitedBy }] : []),
          { key: own.account.email, value: email },
          ...(present === null ? [] : [{ key: own.account.userName, value: present }]),
          { key: texts.roles.heading, value: rolesText(invitation.roles, texts) },
          { key: t.until, value: <Instant at={invitation.expiresAt} /> },
        ]}
      />
      <form noValidate onSubmit={form.submit}>
        <h2 class="govuk-heading-m">{t.accountHeading}</h2>
        {present === null ? (
          <TextField
            id="userName"
            label={own.register.labels.userName}
            hint={own.register.hints.userName}
            value={userName}
            onValue={setUserName}
            autocomplete="username"
            width={20}
            error={errors.userName}
          />
        ) : (
          <UserNameForManagers userName={present} />
        )}
        <NewPasswordFields value={chosen} onValue={setChosen} person={{ userName, email }} errors={errors} />
        <h2 class="govuk-heading-m">{own.authenticator.title}</h2>
        <AuthenticatorKey totpSecret={invitation.totpSecret} otpauthUrl={invitation.otpauthUrl} />
        <TextField
          id="totp"
          label={own.authenticator.code}
          hint={own.authenticator.codeHint}
          value={totp}
          onValue={setTotp}
          inputMode="numeric"
          autocomplete="one-time-code"
          width={10}
          error={errors.totp}
        />
        <SubmitButton form={form}>{t.submit}</SubmitButton>
      </form>
    </>
  );
}

interface Entries {
  userName: string;
  email: string;
  totp: string;
  password: string;
  passwordConfirmation: string;
}

function mistakes(entries: Entries, own: AccountTexts): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (!isUserName(entries.userName)) found.push(mistake("userName", own.register.userNameMissing));
  found.push(...passwordMistakes(entries, entries, own));
  if (!isSixDigits(entries.totp)) found.push(mistake("totp", own.authenticator.codeMissing));
  return found;
}
