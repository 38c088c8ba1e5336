import { paths } from "../../paths";
import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { Account, Invitation } from "../../api/types";
import { AuthenticatorKey } from "../authenticator-key";
import { AccountPage } from "../account-page";
import { ProblemSummary } from "../../ui/error-summary";
import { TextField } from "../../ui/fields";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import { SubmitButton } from "../../ui/submit-button";
import { isSixDigits } from "../../domain/sign-in-names";
import { goWith } from "../../hooks/hand-over";
import { mistake, useForm } from "../../hooks/use-form";
import { useLanguage } from "../../hooks/language";
import { useOwnAccount } from "../../api/own-account";

type Key = Pick<Invitation, "totpSecret" | "otpauthUrl">;

/** Another authenticator for a member of staff: the present one counts until the new one has shown a code. */
export default function AuthenticatorPage() {
  const { texts } = useLanguage();
  const [hasErrors, setHasErrors] = useState(false);
  const [key, setKey] = useState<Key | null>(null);
  return (
    <AccountPage title={texts.authenticator.title} hasErrors={hasErrors}>
      {(account) =>
        key === null ? (
          <AskForKey account={account} onKey={setKey} onErrors={setHasErrors} />
        ) : (
          <ConfirmKey authenticator={key} onErrors={setHasErrors} />
        )
      }
    </AccountPage>
  );
}

interface AskForKeyProps {
  account: Account;
  onKey: (key: Key) => void;
  onErrors: (hasErrors: boolean) => void;
}

function AskForKey({ account, onKey, onErrors }: AskForKeyProps) {
  const { texts } = useLanguage();
  const t = texts.authenticator;
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const { reload } = useOwnAccount();
  const form = useForm(
    { password, factor },
    ({ password, factor }, texts) => [
      ...passwordAgainMistakes(password, texts),
      ...secondFactorMistakes(factor, texts),
    ],
    async () => {
      onKey(await reply(api.POST("/api/account/authenticator", { body: { password, ...sentFactor(factor) } })));
      // One recovery code less, perhaps.
      void reload();
    },
    onErrors,
  );
  return (
    <form noValidate onSubmit={form.submit}>
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
      <p class="govuk-body">{t.lead}</p>
      <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
      <SecondFactorField value={factor} onValue={setFactor} errors={form.errors} />
      <SubmitButton form={form}>{texts.next}</SubmitButton>
    </form>
  );
}

function ConfirmKey({ authenticator, onErrors }: { authenticator: Key; onErrors: (hasErrors: boolean) => void }) {
  const { texts } = useLanguage();
  const t = texts.authenticator;
  const [totp, setTotp] = useState("");
  const form = useForm(
    totp,
    (totp, texts) => (isSixDigits(totp) ? [] : [mistake("totp", texts.authenticator.codeMissing)]),
    async () => {
      await reply(api.PUT("/api/account/authenticator", { body: { totp: totp.replace(/\s/g, "") } }));
      goWith(paths.account, { done: "authenticator_changed" });
    },
    onErrors,
  );
  return (
    <form noValidate onSubmit={form.submit}>
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
      <AuthenticatorKey {...authenticator} />
      <TextField
        id="totp"
        label={t.code}
        hint={t.codeHint}
        value={totp}
        onValue={setTotp}
        inputMode="numeric"
        autocomplete="one-time-code"
        width={10}
        error={form.errors.totp}
      />
      <SubmitButton form={form}>{t.confirm}</SubmitButton>
    </form>
  );
}
