import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { FieldProblem } from "../../api/problem";
import { isEmail, isUserName } from "../../domain/sign-in-names";
import { focusTitle } from "../../hooks/focus-title";
import { useLanguage } from "../../hooks/language";
import { go } from "../../hooks/place";
import { mistake, useForm } from "../../hooks/use-form";
import { paths } from "../../paths";
import { Button, ButtonLink } from "../../ui/button";
import { TextField } from "../../ui/fields";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import type { Texts } from "../../ui/texts/en";
import { useTexts } from "../../ui/use-texts";
import { AGREEMENT_VERSION } from "../agreement-version";
import { ChallengeStatus } from "../challenge/challenge-status";
import { useChallenge } from "../challenge/use-challenge";
import { NewPasswordFields, passwordMistakes } from "../new-password-fields";
import type { NewPassword } from "../new-password-fields";
import type { AccountTexts } from "../texts/en";
import { useAccountTexts } from "../use-texts";

/** Registration: the agreement first, and only "Accept" opens the form (S7). */
export default function RegisterPage() {
  const [accepted, setAccepted] = useState(false);
  return accepted ? <RegistrationForm /> : <Agreement onAccept={() => setAccepted(true)} />;
}

function Agreement({ onAccept }: { onAccept: () => void }) {
  const t = useAccountTexts().agreement;
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
        <ButtonLink href={paths.home} secondary>
          {t.close}
        </ButtonLink>
      </div>
    </Page>
  );
}

interface Entries extends NewPassword {
  userName: string;
  email: string;
}

function RegistrationForm() {
  const own = useAccountTexts();
  const texts = useTexts();
  const { language } = useLanguage();
  const t = own.register;
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
    await challenge.answer((payload = "") =>
      reply(api.POST("/api/accounts", { body: { ...body, challenge: payload } })),
    );
    go(paths.registered, { replace: true });
  }

  const form = useForm(entries, (values) => mistakes(values, own, texts), send);
  useEffect(() => focusTitle(), []);

  const field = (id: "userName" | "email") => ({
    id,
    label: t.labels[id],
    hint: t.hints[id],
    error: form.errors[id],
    value: entries[id],
    onValue: (value: string) => setEntries((current) => ({ ...current, [id]: value })),
  });

  return (
    <Page title={t.title} errors={form}>
      <p class="govuk-body">{t.allCompulsory}</p>
      <form noValidate onSubmit={form.submit}>
        <TextField {...field("userName")} autocomplete="username" width={20} />
        <TextField {...field("email")} type="email" inputMode="email" autocomplete="email" />
        <NewPasswordFields
          value={entries}
          onValue={(chosen) => setEntries((current) => ({ ...current, ...chosen }))}
          person={entries}
          errors={form.errors}
        />
        <ChallengeStatus challenge={challenge} />
        <div class="govuk-button-group">
          <SubmitButton form={form}>{t.submit}</SubmitButton>
          <ButtonLink href={paths.home} secondary>
            {t.close}
          </ButtonLink>
        </div>
      </form>
    </Page>
  );
}

/** S8, S9, S10, S11: what the page can tell without asking. */
function mistakes(entries: Entries, own: AccountTexts, texts: Texts): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (!isUserName(entries.userName)) found.push(mistake("userName", own.register.userNameMissing));
  if (!isEmail(entries.email)) found.push(mistake("email", texts.errors.email));
  return [...found, ...passwordMistakes(entries, entries, own)];
}
