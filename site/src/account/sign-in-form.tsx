import { useEffect, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { isProblem } from "../api/problem";
import type { FieldProblem, Problem } from "../api/problem";
import { startSession, useSession } from "../api/session";
import type { Reader } from "../api/session";
import { go, usePlace } from "../hooks/place";
import { mistake, useForm } from "../hooks/use-form";
import { onTheWayTo, paths, safeNext } from "../paths";
import { DoneText } from "../ui/done";
import { PageProblem } from "../ui/error-summary";
import { PasswordField, TextField } from "../ui/fields";
import { goWith, handOver, useHandedOver } from "../ui/hand-over";
import { staffHome } from "../ui/roles";
import { SubmitButton } from "../ui/submit-button";
import { useTexts } from "../ui/use-texts";
import { ChallengeStatus } from "./challenge/challenge-status";
import { useChallenge } from "./challenge/use-challenge";
import { NO_CODE, SecondFactorField, secondFactorMistakes, sentFactor } from "./second-factor-field";
import type { SecondFactor } from "./second-factor-field";
import type { AccountTexts } from "./texts/en";
import { useAccountTexts } from "./use-texts";

interface Props {
  kind: "applicant" | "staff";
}

/** Where somebody begins. */
const homeOf = ({ kind, roles }: Reader) => (kind === "staff" ? staffHome(roles) : paths.applications);

/** User name or e-mail and password (S21); staff also give the code of their authenticator. */
export function SignInForm({ kind }: Props) {
  const texts = useTexts();
  const own = useAccountTexts();
  const { query } = usePlace();
  const session = useSession();
  const t = own.signIn;
  const handed = useHandedOver();
  const [name, setName] = useState(handed.name ?? "");
  const [password, setPassword] = useState("");
  const [factor, setFactor] = useState(NO_CODE);
  const challenge = useChallenge({ asked: false });
  useEffect(() => {
    if (session.state !== "signed_in") return;
    const home = homeOf(session.account);
    go(session.account.kind === kind ? safeNext(query.get("next"), home) : home, { replace: true });
  }, [session]);

  async function send(): Promise<void> {
    const credentials = { name: name.trim(), password, ...(kind === "staff" ? sentFactor(factor) : {}) };
    const signedIn = await challenge
      .answer((payload) => {
        const body = payload === undefined ? credentials : { ...credentials, challenge: payload };
        return reply(api.POST("/api/sessions", { body }));
      })
      .catch((error: unknown) => {
        // S25: a temporary password opens one thing only, the choice of a new one.
        if (isProblem(error, "password_change_required")) {
          goWith(paths.resetPassword, { name: name.trim(), temporaryPassword: password, staff: kind === "staff" });
          return null;
        }
        throw error;
      });
    if (signedIn !== null) startSession(signedIn);
  }

  const form = useForm({ name, password, factor }, (values) => mistakes(values, kind, own), send);
  const { problem, errors } = form;

  return (
    <>
      {handed.done && <DoneText text={texts.done[handed.done]} />}
      <form noValidate onSubmit={form.submit}>
        <PageProblem of={form} />
        {problem && <WayOut problem={problem} kind={kind} name={name.trim()} />}
        <TextField
          id="name"
          label={t.name}
          value={name}
          onValue={setName}
          autocomplete="username"
          error={errors.name}
        />
        <PasswordField
          id="password"
          label={t.password}
          value={password}
          onValue={setPassword}
          autocomplete="current-password"
          error={errors.password}
        />
        {kind === "staff" && <SecondFactorField value={factor} onValue={setFactor} errors={errors} />}
        <ChallengeStatus challenge={challenge} />
        <SubmitButton form={form}>{t.submit}</SubmitButton>
      </form>
      <SignInHelp kind={kind} name={name.trim()} />
    </>
  );
}

/** What to do about a refusal that trying again does not mend. */
function WayOut({ problem, kind, name }: { problem: Problem; kind: Props["kind"]; name: string }) {
  const t = useAccountTexts().signIn;
  const { query } = usePlace();
  const next = query.get("next");
  if (problem.code === "account_not_activated") {
    return <LinkWithName path={paths.resendActivation} name={name} text={t.resendActivation} />;
  }
  if (problem.code === "totp_required" && kind === "applicant") {
    return <LinkWithName path={paths.staffSignIn} next={next} name={name} text={t.useConsole} />;
  }
  return null;
}

/** Forgotten password and activation mail: on the page itself (S5). */
function SignInHelp({ kind, name }: { kind: Props["kind"]; name: string }) {
  const t = useAccountTexts().signIn;
  return (
    <>
      <LinkWithName path={paths.forgottenPassword} name={name} text={t.forgottenPassword} />
      {kind === "applicant" && <LinkWithName path={paths.resendActivation} name={name} text={t.noActivation} />}
    </>
  );
}

interface LinkProps {
  path: string;
  /** Where the reader was going. */
  next?: string | null;
  name: string;
  text: string;
}

/** A link that takes the name along, so that nobody types it twice. */
function LinkWithName({ path, next = null, name, text }: LinkProps) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={next ? onTheWayTo(next, path) : path} onClick={() => handOver(path, { name })}>
        {text}
      </a>
    </p>
  );
}

interface Entries {
  name: string;
  password: string;
  factor: SecondFactor;
}

function mistakes({ name, password, factor }: Entries, kind: Props["kind"], own: AccountTexts): FieldProblem[] {
  const t = own.signIn;
  const missing = [];
  if (name.trim() === "") missing.push(mistake("name", t.nameMissing));
  if (password === "") missing.push(mistake("password", t.passwordMissing));
  if (kind === "staff") missing.push(...secondFactorMistakes(factor, own));
  return missing;
}
