import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useOwnAccount } from "../../api/own-account";
import type { Account } from "../../api/types";
import { isEmail } from "../../domain/sign-in-names";
import { mistake, useForm } from "../../hooks/use-form";
import { Bullets } from "../../ui/bullets";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { AccountPage } from "../account-page";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import { useAccountTexts } from "../use-texts";

/** Changing the e-mail address (S79): it counts once the link in the mail to the new address is followed. */
export default function ChangeEmailPage() {
  const t = useAccountTexts().changeEmail;
  const isConfirmed = useOwnAccount().content?.emailConfirmed ?? true;
  return (
    <AccountPage title={isConfirmed ? t.title : t.ofRoster.title}>
      {(account) => <ChangeEmail account={account} />}
    </AccountPage>
  );
}

function ChangeEmail({ account }: { account: Account }) {
  const own = useAccountTexts();
  const texts = useTexts();
  // What the roster says is confirmed by the same link (S77); such an account has no password to ask for.
  const isConfirmed = account.emailConfirmed;
  const t = isConfirmed ? own.changeEmail : { ...own.changeEmail, ...own.changeEmail.ofRoster };
  // Prefilled and correctable: mostly a letter is wrong.
  const [email, setEmail] = useState(account.email);
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const isStaff = account.kind === "staff";
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm(
    { email: email.trim(), password, factor },
    ({ email, password, factor }) => [
      ...(isEmail(email) ? [] : [mistake("email", texts.errors.email)]),
      ...(isConfirmed && email.toLowerCase() === account.email.toLowerCase() ? [mistake("email", t.same)] : []),
      ...(isConfirmed ? passwordAgainMistakes(password, own) : []),
      ...(isStaff ? secondFactorMistakes(factor, own) : []),
    ],
    async () => {
      const shown = isConfirmed ? { password, ...(isStaff ? sentFactor(factor) : {}) } : {};
      const body = { email: email.trim(), ...shown };
      await reply(api.POST("/api/account/email", { body }));
      setSentTo(email.trim());
      setPassword("");
      setFactor(NO_CODE);
    },
  );

  if (sentTo !== null) {
    return (
      <>
        <DoneText text={t.sent(sentTo)} />
        <Bullets lines={t.notes} />
      </>
    );
  }
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <p class="govuk-body">{t.lead}</p>
      <TextField
        id="email"
        label={t.email}
        value={email}
        onValue={setEmail}
        type="email"
        inputMode="email"
        autocomplete="email"
        error={form.errors.email}
      />
      {isConfirmed && (
        <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
      )}
      {isStaff && <SecondFactorField value={factor} onValue={setFactor} errors={form.errors} />}
      <SubmitButton form={form}>{t.submit}</SubmitButton>
    </form>
  );
}
