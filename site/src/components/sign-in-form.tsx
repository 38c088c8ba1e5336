import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { isProblem, Problem } from "../api/problem";
import { useAction } from "../hooks/use-action";
import { useLanguage } from "../language";
import { go, safeNext, usePlace } from "../router";
import { startSession, useSession } from "../session";
import { Button } from "./button";
import { fieldErrors, ProblemSummary } from "./error-summary";
import { PasswordField, TextField } from "./fields";

interface Props {
  kind: "applicant" | "staff";
  onErrors: (hasErrors: boolean) => void;
}

const HOME = { applicant: "/applications", staff: "/console/reviews" } as const;

/** User name or e-mail and password (S21); staff also give the code of their authenticator. */
export function SignInForm({ kind, onErrors }: Props) {
  const { texts } = useLanguage();
  const { query } = usePlace();
  const session = useSession();
  const t = texts.signIn;
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [totp, setTotp] = useState("");
  useEffect(() => {
    if (session.state !== "signed_in") return;
    const { kind: own } = session.account;
    go(own === kind ? safeNext(query.get("next"), HOME[kind]) : HOME[own], { replace: true });
  }, [session]);

  const signIn = useAction(async () => {
    const body = { name: name.trim(), password, ...(kind === "staff" ? { totp: totp.trim() } : {}) };
    const opened = await reply(api.POST("/api/sessions", { body }));
    startSession(opened);
  });

  const { problem } = signIn;
  useEffect(() => onErrors(problem !== null), [problem]);
  const errors = fieldErrors(problem);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const missing = [
          ...(name.trim() === "" ? [{ pointer: "/name", code: "required", detail: t.nameMissing }] : []),
          ...(password === "" ? [{ pointer: "/password", code: "required", detail: t.passwordMissing }] : []),
          ...(kind === "staff" && totp.trim() === "" ? [{ pointer: "/totp", code: "required", detail: t.totpMissing }] : []),
        ];
        if (missing.length > 0) signIn.report(new Problem(422, "invalid_input", "", missing));
        else void signIn.run();
      }}
    >
      {problem && <ProblemSummary problem={problem} />}
      {kind === "applicant" && isProblem(problem, "totp_required") && (
        <p class="govuk-body">
          <a class="govuk-link" href="/console/sign-in">
            {t.useConsole}
          </a>
        </p>
      )}
      <TextField id="name" label={t.name} value={name} onValue={setName} autocomplete="username" error={errors.name} />
      <PasswordField
        id="password"
        label={t.password}
        value={password}
        onValue={setPassword}
        autocomplete="current-password"
        error={errors.password}
      />
      {kind === "staff" && (
        <TextField
          id="totp"
          label={t.totp}
          hint={t.totpHint}
          value={totp}
          onValue={setTotp}
          inputMode="numeric"
          autocomplete="one-time-code"
          width={10}
          error={errors.totp}
        />
      )}
      <Button busy={signIn.busy}>{t.submit}</Button>
    </form>
  );
}
