import { paths } from "../../paths";
import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { Account } from "../../api/types";
import { AccountPage } from "../account-page";
import { ProblemSummary } from "../../ui/error-summary";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { RecoveryCodes } from "../recovery-codes";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import { SubmitButton } from "../../ui/submit-button";
import { goWith } from "../../hooks/hand-over";
import { useForm } from "../../hooks/use-form";
import { useLanguage } from "../../hooks/language";
import { useOwnAccount } from "../../api/own-account";

/** Ten new recovery codes for a member of staff; the ones before are worthless then. */
export default function RecoveryCodesPage() {
  const { texts } = useLanguage();
  const [hasErrors, setHasErrors] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <AccountPage title={texts.recoveryCodes.title} hasErrors={hasErrors}>
      {(account) =>
        codes === null ? (
          <AskForCodes account={account} onCodes={setCodes} onErrors={setHasErrors} />
        ) : (
          <RecoveryCodes codes={codes} onKept={() => goWith(paths.account, { done: "codes_renewed" })} />
        )
      }
    </AccountPage>
  );
}

interface Props {
  account: Account;
  onCodes: (codes: string[]) => void;
  onErrors: (hasErrors: boolean) => void;
}

function AskForCodes({ account, onCodes, onErrors }: Props) {
  const { texts } = useLanguage();
  const t = texts.recoveryCodes;
  const { reload } = useOwnAccount();
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const form = useForm(
    { password, factor },
    ({ password, factor }, texts) => [
      ...passwordAgainMistakes(password, texts),
      ...secondFactorMistakes(factor, texts),
    ],
    async () => {
      const body = { password, ...sentFactor(factor) };
      const { recoveryCodes } = await reply(api.POST("/api/account/recovery-codes", { body }));
      onCodes(recoveryCodes);
      void reload();
    },
    onErrors,
  );
  return (
    <form noValidate onSubmit={form.submit}>
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
      <p class="govuk-body">{t.left(account.recoveryCodesLeft ?? 0)}</p>
      <p class="govuk-body">{t.renewText}</p>
      <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
      <SecondFactorField value={factor} onValue={setFactor} errors={form.errors} />
      <SubmitButton form={form}>{t.renew}</SubmitButton>
    </form>
  );
}
