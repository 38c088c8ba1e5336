import { paths } from "../../paths";
import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { FieldProblem } from "../../api/problem";
import type { Account } from "../../api/types";
import { AccountPage } from "../account-page";
import { ProblemSummary } from "../../ui/error-summary";
import { PasswordField } from "../../ui/fields";
import { NewPasswordFields, passwordMistakes } from "../new-password-fields";
import type { NewPassword } from "../new-password-fields";
import { UserNameForManagers } from "../password-again";
import { SubmitButton } from "../../ui/submit-button";
import { goWith } from "../../hooks/hand-over";
import { mistake, useForm } from "../../hooks/use-form";
import { useLanguage } from "../../hooks/language";
import { startSession } from "../../api/session";
import type { Texts } from "../../texts/en";

/** Changing the password (S22): old, new, save. Every other session ends. */
export default function ChangePasswordPage() {
  const { texts } = useLanguage();
  const [hasErrors, setHasErrors] = useState(false);
  return (
    <AccountPage title={texts.changePassword.title} hasErrors={hasErrors}>
      {(account) => <ChangePassword account={account} onErrors={setHasErrors} />}
    </AccountPage>
  );
}

function ChangePassword({ account, onErrors }: { account: Account; onErrors: (hasErrors: boolean) => void }) {
  const { texts } = useLanguage();
  const t = texts.changePassword;
  const [oldPassword, setOld] = useState("");
  const [chosen, setChosen] = useState<NewPassword>({ password: "", passwordConfirmation: "" });
  const form = useForm(
    { oldPassword, ...chosen },
    (values, texts) => mistakes(values, account, texts),
    async () => {
      startSession(await reply(api.PUT("/api/account/password", { body: { oldPassword, ...chosen } })));
      goWith(paths.account, { done: "password_changed" });
    },
    onErrors,
  );
  return (
    <form noValidate onSubmit={form.submit}>
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
      <p class="govuk-body">{t.lead}</p>
      <UserNameForManagers userName={account.userName} />
      <PasswordField
        id="oldPassword"
        label={t.oldPassword}
        value={oldPassword}
        onValue={setOld}
        autocomplete="current-password"
        error={form.errors.oldPassword}
      />
      <NewPasswordFields value={chosen} onValue={setChosen} person={account} errors={form.errors} replaces />
      <SubmitButton form={form}>{texts.save}</SubmitButton>
    </form>
  );
}

function mistakes(values: NewPassword & { oldPassword: string }, account: Account, texts: Texts): FieldProblem[] {
  const t = texts.changePassword;
  const found = passwordMistakes(values, account, texts);
  return values.oldPassword === "" ? [mistake("oldPassword", t.oldPasswordMissing), ...found] : found;
}
