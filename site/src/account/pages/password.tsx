import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { FieldProblem } from "../../api/problem";
import { startSession } from "../../api/session";
import type { Account } from "../../api/types";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { PageProblem } from "../../ui/error-summary";
import { PasswordField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { AccountPage } from "../account-page";
import { NewPasswordFields, passwordMistakes } from "../new-password-fields";
import type { NewPassword } from "../new-password-fields";
import { UserNameForManagers } from "../password-again";
import type { AccountTexts } from "../texts/en";
import { useAccountTexts } from "../use-texts";

/** Changing the password (S22): old, new, save. Every other session ends. */
export default function ChangePasswordPage() {
  const t = useAccountTexts().changePassword;
  return <AccountPage title={t.title}>{(account) => <ChangePassword account={account} />}</AccountPage>;
}

function ChangePassword({ account }: { account: Account }) {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = own.changePassword;
  const [oldPassword, setOld] = useState("");
  const [chosen, setChosen] = useState<NewPassword>({ password: "", passwordConfirmation: "" });
  const form = useForm(
    { oldPassword, ...chosen },
    (values) => mistakes(values, account, own),
    async () => {
      startSession(await reply(api.PUT("/api/account/password", { body: { oldPassword, ...chosen } })));
      goWith(paths.account, { done: "password_changed" });
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
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

function mistakes(values: NewPassword & { oldPassword: string }, account: Account, own: AccountTexts): FieldProblem[] {
  const t = own.changePassword;
  const found = passwordMistakes(values, account, own);
  return values.oldPassword === "" ? [mistake("oldPassword", t.oldPasswordMissing), ...found] : found;
}
