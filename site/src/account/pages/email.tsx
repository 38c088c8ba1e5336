import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { Account } from "../../api/types";
import { AccountPage } from "../account-page";
import { DoneText } from "../../ui/done";
import { ProblemSummary } from "../../ui/error-summary";
import { TextField } from "../../ui/fields";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import { SubmitButton } from "../../ui/submit-button";
import { isEmail } from "../../domain/sign-in-names";
import { mistake, useForm } from "../../hooks/use-form";
import { useLanguage } from "../../hooks/language";

/** Changing the e-mail address (S79): it counts once the link in the mail to the new address is followed. */
export default function ChangeEmailPage() {
  const { texts } = useLanguage();
  const [hasErrors, setHasErrors] = useState(false);
  return (
    <AccountPage title={texts.changeEmail.title} hasErrors={hasErrors}>
      {(account) => <ChangeEmail account={account} onErrors={setHasErrors} />}
    </AccountPage>
  );
}

function ChangeEmail({ account, onErrors }: { account: Account; onErrors: (hasErrors: boolean) => void }) {
  const { texts } = useLanguage();
  const t = texts.changeEmail;
  // Prefilled and correctable: mostly a letter is wrong.
  const [email, setEmail] = useState(account.email);
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const isStaff = account.kind === "staff";
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm(
    { email: email.trim(), password, factor },
    ({ email, password, factor }, texts) => [
      ...(isEmail(email) ? [] : [mistake("email", texts.register.errors.email)]),
      ...(email.toLowerCase() === account.email.toLowerCase() ? [mistake("email", t.same)] : []),
      ...passwordAgainMistakes(password, texts),
      ...(isStaff ? secondFactorMistakes(factor, texts) : []),
    ],
    async () => {
      const body = { email: email.trim(), password, ...(isStaff ? sentFactor(factor) : {}) };
      await reply(api.POST("/api/account/email", { body }));
      setSentTo(email.trim());
      setPassword("");
      setFactor(NO_CODE);
    },
    onErrors,
  );

  if (sentTo !== null) {
    return (
      <>
        <DoneText text={t.sent(sentTo)} />
        <ul class="govuk-list govuk-list--bullet">
          {t.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <form noValidate onSubmit={form.submit}>
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
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
      <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
      {isStaff && <SecondFactorField value={factor} onValue={setFactor} errors={form.errors} />}
      <SubmitButton form={form}>{t.submit}</SubmitButton>
    </form>
  );
}
