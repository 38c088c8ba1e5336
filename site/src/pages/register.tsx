import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { Problem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import { useChallenge } from "../challenge/use-challenge";
import type { ChallengeState } from "../challenge/use-challenge";
import { Button, ButtonLink } from "../components/button";
import { ProblemSummary } from "../components/error-summary";
import { PasswordField, TextField } from "../components/fields";
import { Page } from "../components/page";
import { PasswordMeter } from "../components/password-meter";
import { judgePassword } from "../domain/password";
import { mistake, useForm } from "../hooks/use-form";
import { useLanguage } from "../language";
import { go } from "../router";
import type { Texts } from "../texts/en";

/** The version of the Registration Agreement whose text this site shows. */
const AGREEMENT_VERSION = "2026-11";

/** Registration: the agreement first, and only "Accept" opens the form (S7). */
export default function RegisterPage() {
  const [accepted, setAccepted] = useState(false);
  return accepted ? <RegistrationForm /> : <Agreement onAccept={() => setAccepted(true)} />;
}

function Agreement({ onAccept }: { onAccept: () => void }) {
  const { texts } = useLanguage();
  const t = texts.agreement;
  return (
    <Page title={t.title}>
      <p class="govuk-body">{t.version(AGREEMENT_VERSION)}</p>
      {t.articles.map((article) => (
        <section key={article.title}>
          <h2 class="govuk-heading-s">{article.title}</h2>
          <p class="govuk-body">{article.text}</p>
        </section>
      ))}
      <div class="govuk-button-group">
        <Button onClick={onAccept}>{t.accept}</Button>
        <ButtonLink href="/" secondary>
          {t.close}
        </ButtonLink>
      </div>
    </Page>
  );
}

interface Entries {
  userName: string;
  email: string;
  password: string;
  passwordConfirmation: string;
}

function RegistrationForm() {
  const { texts, language } = useLanguage();
  const t = texts.register;
  const [entries, setEntries] = useState<Entries>({ userName: "", email: "", password: "", passwordConfirmation: "" });
  const challenge = useChallenge();

  async function send(): Promise<void> {
    const body = {
      ...entries,
      userName: entries.userName.trim(),
      email: entries.email.trim(),
      agreementVersion: AGREEMENT_VERSION,
      locale: language,
    };
    const register = async (payload: Promise<string>) =>
      reply(api.POST("/api/accounts", { body: { ...body, challenge: await payload } }));
    await register(challenge.payload()).catch((error: unknown) => {
      // A challenge lives for minutes, and a form can take longer.
      if (isChallengeProblem(error)) return register(challenge.renew());
      throw error;
    });
    go("/registered", { replace: true });
  }

  const form = useForm(entries, mistakes, send);
  useEffect(() => document.querySelector<HTMLElement>("h1")?.focus(), []);

  const field = (id: keyof Entries) => ({
    id,
    label: t.labels[id],
    hint: t.hints[id],
    error: form.errors[id],
    value: entries[id],
    onValue: (value: string) => setEntries((current) => ({ ...current, [id]: value })),
  });

  return (
    <Page title={t.title} hasErrors={form.problem !== null}>
      {form.problem && <ProblemSummary problem={form.problem} answer={form.answer} />}
      <p class="govuk-body">{t.allCompulsory}</p>
      <form noValidate onSubmit={form.submit}>
        <TextField {...field("userName")} autocomplete="username" width={20} />
        <TextField {...field("email")} type="email" inputMode="email" autocomplete="email" />
        <PasswordField {...field("password")} autocomplete="new-password" describing="password-meter" />
        <PasswordMeter
          id="password-meter"
          verdict={judgePassword(entries.password, entries.userName.trim(), entries.email.trim())}
        />
        <PasswordField {...field("passwordConfirmation")} autocomplete="new-password" />
        <ChallengeStatus state={challenge.state} retry={() => void challenge.renew().catch(() => undefined)} />
        <div class="govuk-button-group">
          <Button busy={form.busy}>{t.submit}</Button>
          <ButtonLink href="/" secondary>
            {t.close}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}

function isChallengeProblem(error: unknown): boolean {
  return (
    error instanceof Problem &&
    (error.code.startsWith("challenge") || error.errors.some(({ pointer }) => pointer === "/challenge"))
  );
}

/** S8, S9, S10, S11: what the page can tell without asking. */
function mistakes({ userName, email, password, passwordConfirmation }: Entries, texts: Texts): FieldProblem[] {
  const t = texts.register.errors;
  const found: FieldProblem[] = [];
  if (!/^[A-Za-z0-9._-]{4,32}$/.test(userName.trim())) found.push(mistake("userName", t.userName));
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) found.push(mistake("email", t.email));
  if (!judgePassword(password, userName.trim(), email.trim()).acceptable) found.push(mistake("password", t.password));
  if (passwordConfirmation === "" || passwordConfirmation !== password) {
    found.push(mistake("passwordConfirmation", t.passwordConfirmation));
  }
  return found;
}

function ChallengeStatus({ state, retry }: { state: ChallengeState; retry: () => void }) {
  const { texts } = useLanguage();
  return (
    <div class={`site-challenge site-challenge--${state}`}>
      <p class="govuk-body" role="status">
        {texts.challenge[state]}
      </p>
      {state === "failed" && (
        <Button secondary onClick={retry}>
          {texts.tryAgain}
        </Button>
      )}
    </div>
  );
}
