import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import { useReader } from "../../api/session";
import type { StaffAccount } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { ProblemSummary } from "../../ui/error-summary";
import { CheckboxField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { Page } from "../../ui/page";
import { rolesText } from "../../ui/roles";
import { SignInLog } from "../../ui/sign-in-log";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { RolesField } from "../roles-field";
import { useConsoleTexts } from "../use-texts";

/** One colleague, for administrators: roles, sessions, closing the account, sign-ins. */
export default function ColleaguePage({ accountId }: { accountId: string }) {
  const texts = useTexts();
  const t = useConsoleTexts().staff;
  const colleague = useLoaded(() => findColleague(accountId), [accountId]);
  // Nobody changes their own roles or closes their own account, so that an administrator is always left.
  const isOwn = useReader()?.id === accountId;
  return (
    <Page
      title={colleague.content?.userName ?? t.colleague}
      caption={texts.consoleName}
      back={{ href: paths.staff, text: t.title }}
      wide
    >
      <Await loaded={colleague}>
        {(account) => (
          <>
            <Details account={account} />
            {account.state === "active" && !isOwn && (
              <>
                <ChangeRoles account={account} onChanged={colleague.replace} />
                <EndSessions account={account} />
                <Close account={account} />
              </>
            )}
            <h2 class="govuk-heading-m">{texts.signInLog.title}</h2>
            <SignInLog read={(cursor) => readSignIns(account.id, cursor)} />
          </>
        )}
      </Await>
    </Page>
  );
}

/** The list is the only place where a colleague stands; it is short. */
async function findColleague(accountId: string): Promise<StaffAccount> {
  let cursor: string | null | undefined;
  do {
    const query = cursor ? { cursor } : {};
    const page = await reply(api.GET("/api/staff/accounts", { params: { query } }));
    const found = page.items.find(({ id }) => id === accountId);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  throw new Problem(404, "not_found", "");
}

function readSignIns(accountId: string, cursor?: string) {
  const params = { path: { accountId }, query: cursor ? { cursor } : {} };
  return reply(api.GET("/api/staff/accounts/{accountId}/sign-ins", { params }));
}

function Details({ account }: { account: StaffAccount }) {
  const texts = useTexts();
  const t = useConsoleTexts().staff;
  return (
    <SummaryList
      rows={[
        { key: t.email, value: account.email },
        ...(account.emailTrouble ? [{ key: t.mails, value: t.emailTrouble[account.emailTrouble.state] }] : []),
        { key: texts.roles.heading, value: rolesText(account.roles, texts) },
        { key: t.state, value: t.states[account.state] },
      ]}
    />
  );
}

interface ChangeRolesProps {
  account: StaffAccount;
  onChanged: (account: StaffAccount) => void;
}

function ChangeRoles({ account, onChanged }: ChangeRolesProps) {
  const own = useConsoleTexts();
  const texts = useTexts();
  const t = own.staff;
  const [roles, setRoles] = useState(account.roles);
  const [saved, setSaved] = useState(false);
  const form = useForm(
    roles,
    (roles) => (roles.length > 0 ? [] : [mistake("roles", own.roles.missing)]),
    async () => {
      setSaved(false);
      const params = { path: { accountId: account.id } };
      await reply(api.PUT("/api/staff/accounts/{accountId}/roles", { params, body: { roles } }));
      onChanged({ ...account, roles });
      setSaved(true);
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      {saved && <DoneText text={t.rolesSaved} />}
      <RolesField value={roles} onValue={setRoles} error={form.errors.roles} />
      <p class="govuk-body">{t.rolesText}</p>
      <SubmitButton form={form}>{texts.save}</SubmitButton>
    </form>
  );
}

function EndSessions({ account }: { account: StaffAccount }) {
  const t = useConsoleTexts().staff;
  const [done, setDone] = useState(false);
  const end = useAction(async () => {
    const params = { path: { accountId: account.id } };
    await reply(api.DELETE("/api/staff/accounts/{accountId}/sessions", { params }));
    setDone(true);
  });
  return (
    <section aria-labelledby="sessions">
      <h2 class="govuk-heading-m" id="sessions">
        {t.sessionsHeading}
      </h2>
      <ProblemSummary problem={end.problem} />
      {done && <DoneText text={t.sessionsEnded} />}
      <p class="govuk-body">{t.sessionsText}</p>
      <Button secondary busy={end.busy} onClick={() => void end.run()}>
        {t.endSessions}
      </Button>
    </section>
  );
}

function Close({ account }: { account: StaffAccount }) {
  const t = useConsoleTexts().staff;
  const [sure, setSure] = useState(false);
  const form = useForm(
    sure,
    (sure) => (sure ? [] : [mistake("sure", t.sureMissing)]),
    async () => {
      const params = { path: { accountId: account.id } };
      await reply(api.DELETE("/api/staff/accounts/{accountId}", { params }));
      goWith(paths.staff, { done: "account_closed" });
    },
  );
  return (
    <section aria-labelledby="close">
      <h2 class="govuk-heading-m" id="close">
        {t.closeHeading}
      </h2>
      <ProblemSummary problem={form.problem} answer={form.answer} />
      <p class="govuk-body">{t.closeText}</p>
      <form noValidate onSubmit={form.submit}>
        <CheckboxField
          id="sure"
          label={t.sure(account.userName)}
          checked={sure}
          onChecked={setSure}
          error={form.errors.sure}
        />
        <SubmitButton form={form} warning>
          {t.close}
        </SubmitButton>
      </form>
    </section>
  );
}
