import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useOwnAccount } from "../../api/own-account";
import type { Account, Invitation } from "../../api/types";
import { isSixDigits } from "../../domain/sign-in-names";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { PageProblem } from "../../ui/error-summary";
import { TextField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { AccountPage } from "../account-page";
import { AuthenticatorKey } from "../authenticator-key";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import { useAccountTexts } from "../use-texts";

type Key = Pick<Invitation, "totpSecret" | "otpauthUrl">;

/** Another authenticator for a member of staff: the present one counts until the new one has shown a code. */
export default function AuthenticatorPage() {
  const t = useAccountTexts().authenticator;
  const [key, setKey] = useState<Key | null>(null);
  return (
    <AccountPage title={t.title}>
      {(account) =>
        key === null ? <AskForKey account={account} onKey={setKey} /> : <ConfirmKey authenticator={key} />
      }
    </AccountPage>
  );
}

interface AskForKeyProps {
  account: Account;
  onKey: (key: Key) => void;
}

function AskForKey({ account, onKey }: AskForKeyProps) {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = own.authenticator;
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const { reload } = useOwnAccount();
  const form = useForm(
    { password, factor },
    ({ password, factor }) => [...passwordAgainMistakes(password, own), ...secondFactorMistakes(factor, own)],
    async () => {
      onKey(await reply(api.POST("/api/account/authenticator", { body: { password, ...sentFactor(factor) } })));
      // One recovery code less, perhaps.
      void reload();
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <p class="govuk-body">{t.lead}</p>
      <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
      <SecondFactorField value={factor} onValue={setFactor} errors={form.errors} />
      <SubmitButton form={form}>{texts.next}</SubmitButton>
    </form>
  );
}

function ConfirmKey({ authenticator }: { authenticator: Key }) {
  const t = useAccountTexts().authenticator;
  const [totp, setTotp] = useState("");
  const form = useForm(
    totp,
    (totp) => (isSixDigits(totp) ? [] : [mistake("totp", t.codeMissing)]),
    async () => {
      await reply(api.PUT("/api/account/authenticator", { body: { totp: totp.replace(/\s/g, "") } }));
      goWith(paths.account, { done: "authenticator_changed" });
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
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
