import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useOwnAccount } from "../../api/own-account";
import type { Account } from "../../api/types";
import { useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { PageProblem } from "../../ui/error-summary";
import { goWith } from "../../ui/hand-over";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { AccountPage } from "../account-page";
import { PasswordAgain, passwordAgainMistakes } from "../password-again";
import { RecoveryCodes } from "../recovery-codes";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import { useAccountTexts } from "../use-texts";

/** Ten new recovery codes for a member of staff; the ones before are worthless then. */
export default function RecoveryCodesPage() {
  const texts = useTexts();
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <AccountPage title={texts.recoveryCodes.title}>
      {(account) =>
        codes === null ? (
          <AskForCodes account={account} onCodes={setCodes} />
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
}

function AskForCodes({ account, onCodes }: Props) {
  const own = useAccountTexts();
  const texts = useTexts();
  const t = texts.recoveryCodes;
  const { reload } = useOwnAccount();
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const form = useForm(
    { password, factor },
    ({ password, factor }) => [...passwordAgainMistakes(password, own), ...secondFactorMistakes(factor, own)],
    async () => {
      const body = { password, ...sentFactor(factor) };
      const { recoveryCodes } = await reply(api.POST("/api/account/recovery-codes", { body }));
      onCodes(recoveryCodes);
      void reload();
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <p class="govuk-body">{t.left(account.recoveryCodesLeft ?? 0)}</p>
      <p class="govuk-body">{own.recoveryCodes.renewText}</p>
      <PasswordAgain userName={account.userName} value={password} onValue={setPassword} errors={form.errors} />
      <SecondFactorField value={factor} onValue={setFactor} errors={form.errors} />
      <SubmitButton form={form}>{t.renew}</SubmitButton>
    </form>
  );
}
