import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { isProblem } from "../../api/problem";
import type { FieldProblem } from "../../api/problem";
import { forgetSession } from "../../api/session";
import { mistake, useForm } from "../../hooks/use-form";
import { paths, signInOf } from "../../paths";
import { PasswordField, TextField } from "../../ui/fields";
import { goWith, handOver, useHandedOver } from "../../ui/hand-over";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import { NewPasswordFields, passwordMistakes } from "../new-password-fields";
import { UserNameForManagers } from "../password-again";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "../second-factor-field";
import type { AccountTexts } from "../texts/en";
import { useAccountTexts } from "../use-texts";

/**
 * Choosing a password with the temporary one (S25). From sign-in both the name
 * and the temporary password come along, in memory; from the mail they are typed.
 */
export default function ResetPasswordPage() {
  const own = useAccountTexts();
  const handed = useHandedOver();
  const t = own.resetPassword;
  const [name, setName] = useState(handed.name ?? "");
  const [temporaryPassword, setTemporary] = useState(handed.temporaryPassword ?? "");
  const [chosen, setChosen] = useState({ password: "", passwordConfirmation: "" });
  const [factor, setFactor] = useState(NO_CODE);
  const [asksFactor, setAsksFactor] = useState(handed.staff ?? false);
  const fromSignIn = handed.temporaryPassword !== undefined;

  async function send(): Promise<void> {
    const factors = asksFactor ? sentFactor(factor) : {};
    const body = { name: name.trim(), temporaryPassword: temporaryPassword.trim(), ...chosen, ...factors };
    await reply(api.POST("/api/passwords/resets", { body })).catch((error: unknown) => {
      if (isProblem(error, "totp_required")) setAsksFactor(true);
      throw error;
    });
    // Every session has ended, this browser's too.
    forgetSession(false);
    const done = { name: name.trim(), done: "password_chosen" } as const;
    goWith(signInOf(asksFactor ? "staff" : "applicant"), done, { replace: true });
  }

  const values = { name: name.trim(), temporaryPassword: temporaryPassword.trim(), ...chosen };
  const form = useForm({ ...values, code: asksFactor ? factor : null }, (values) => mistakes(values, own), send);
  const { errors } = form;
  // What was handed over and refused must be seen, to be corrected.
  const namesShown = !fromSignIn || form.problem !== null;

  return (
    <Page title={t.title} errors={form}>
      <p class="govuk-body">{fromSignIn ? t.leadFromSignIn : t.lead}</p>
      <form noValidate onSubmit={form.submit}>
        {namesShown ? (
          <>
            <TextField
              id="name"
              label={own.signIn.name}
              value={name}
              onValue={setName}
              autocomplete="username"
              error={errors.name}
            />
            <PasswordField
              id="temporaryPassword"
              label={t.temporaryPassword}
              hint={t.temporaryPasswordHint}
              value={temporaryPassword}
              onValue={setTemporary}
              autocomplete="off"
              error={errors.temporaryPassword}
            />
          </>
        ) : (
          <UserNameForManagers userName={name} />
        )}
        <NewPasswordFields value={chosen} onValue={setChosen} person={personOf(name)} errors={errors} replaces />
        {asksFactor && <SecondFactorField value={factor} onValue={setFactor} errors={errors} />}
        <SubmitButton form={form}>{t.submit}</SubmitButton>
      </form>
      <p class="govuk-body">
        <a
          class="govuk-link"
          href={paths.forgottenPassword}
          onClick={() => handOver(paths.forgottenPassword, { name: name.trim() })}
        >
          {t.askAgain}
        </a>
      </p>
    </Page>
  );
}

/** One of the two names is known here: the one that was typed. */
function personOf(name: string) {
  return name.includes("@") ? { userName: "", email: name } : { userName: name, email: "" };
}

interface Entries {
  name: string;
  temporaryPassword: string;
  password: string;
  passwordConfirmation: string;
  code: typeof NO_CODE | null;
}

function mistakes(entries: Entries, own: AccountTexts): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (entries.name === "") found.push(mistake("name", own.signIn.nameMissing));
  if (entries.temporaryPassword === "") {
    found.push(mistake("temporaryPassword", own.resetPassword.temporaryPasswordMissing));
  }
  found.push(...passwordMistakes(entries, personOf(entries.name), own));
  if (entries.code !== null) found.push(...secondFactorMistakes(entries.code, own));
  return found;
}
