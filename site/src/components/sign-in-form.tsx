import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { isProblem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import { mistake, useForm } from "../hooks/use-form";
import { useLanguage } from "../language";
import { go, safeNext, usePlace } from "../router";
import { startSession, useSession } from "../session";
import type { Texts } from "../texts/en";
import { Button } from "./button";
import { ProblemSummary } from "./error-summary";
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

  const form = useForm(
    { name, password, totp },
    (values, texts) => mistakes(values, kind, texts),
    async () => {
      const body = { name: name.trim(), password, ...(kind === "staff" ? { totp: totp.trim() } : {}) };
      startSession(await reply(api.POST("/api/sessions", { body })));
    },
    onErrors,
  );
  const { problem, errors } = form;

  return (
    <form noValidate onSubmit={form.submit}>
      {problem && <ProblemSummary problem={problem} answer={form.answer} />}
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
      <Button busy={form.busy}>{t.submit}</Button>
    </form>
  );
}

function mistakes(
  values: Record<"name" | "password" | "totp", string>,
  kind: Props["kind"],
  texts: Texts,
): FieldProblem[] {
  const t = texts.signIn;
  const missing = [];
  if (values.name.trim() === "") missing.push(mistake("name", t.nameMissing));
  if (values.password === "") missing.push(mistake("password", t.passwordMissing));
  if (kind === "staff" && values.totp.trim() === "") missing.push(mistake("totp", t.totpMissing));
  return missing;
}
