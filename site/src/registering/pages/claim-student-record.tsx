import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useReader, useSession } from "../../api/session";
import type { StudentSummary } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { onTheWayTo, paths } from "../../paths";
import { WaitingPage } from "../../ui/await";
import { Bullets } from "../../ui/bullets";
import { ButtonLink } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { TextField } from "../../ui/fields";
import { LinkPage } from "../../ui/link-page";
import { Page } from "../../ui/page";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { useCodeForOnce, useCodeOfClaim } from "../code-of-claim";
import { useRegisteringTexts } from "../use-texts";

/** What a student number looks like: the service knows whether there is one, and tells nobody. */
const NUMBER = /^[A-Za-z0-9-]{1,20}$/;

/** A student comes by their record: asks for it by its number, and opens the link that is mailed to the roster's address. */
export default function ClaimStudentRecordPage() {
  const session = useSession();
  const reader = useReader();
  const code = useCodeOfClaim();
  if (session.state === "unknown") return <WaitingPage />;
  if (reader?.kind !== "applicant") return <SignInFirst hasLink={code !== ""} />;
  // Another link opened in the same tab is another page.
  return code === "" ? <Ask /> : <Confirm key={code} code={code} />;
}

/** The record goes to an account, and the link works for the one that asked. */
function SignInFirst({ hasLink }: { hasLink: boolean }) {
  const texts = useTexts();
  const t = useRegisteringTexts().claim;
  return (
    <Page title={t.title}>
      <p class="govuk-body">{hasLink ? t.signInForLink : t.signInFirst}</p>
      <div class="govuk-button-group">
        <ButtonLink href={onTheWayTo(paths.claimStudentRecord, paths.signIn)}>{texts.navigation.signIn}</ButtonLink>
        {!hasLink && (
          <ButtonLink href={onTheWayTo(paths.claimStudentRecord, paths.register)} secondary>
            {texts.navigation.register}
          </ButtonLink>
        )}
      </div>
    </Page>
  );
}

function Ask() {
  const t = useRegisteringTexts().claim;
  const [number, setNumber] = useState("");
  const [asked, setAsked] = useState("");
  const form = useForm(
    number.trim(),
    (number) => (NUMBER.test(number) ? [] : [mistake("number", t.numberMissing)]),
    async () => {
      setAsked("");
      await reply(api.POST("/api/student-claims/requests", { body: { number: number.trim() } }));
      setAsked(number.trim());
    },
  );
  return (
    <Page title={t.title} errors={form}>
      {asked !== "" && (
        <>
          <DoneText text={t.sent(asked)} />
          <Bullets lines={t.notes} />
        </>
      )}
      <p class="govuk-body">{t.lead}</p>
      <form noValidate onSubmit={form.submit}>
        <TextField
          id="number"
          label={t.number}
          hint={t.numberHint}
          value={number}
          onValue={setNumber}
          width={20}
          error={form.errors.number}
        />
        <SubmitButton form={form}>{t.send}</SubmitButton>
      </form>
    </Page>
  );
}

function Confirm({ code }: { code: string }) {
  const texts = useTexts();
  const t = useRegisteringTexts().claim;
  useCodeForOnce();
  const [record, setRecord] = useState<StudentSummary | null>(null);
  const confirm = useAction(async () => {
    setRecord(await reply(api.POST("/api/student-claims", { body: { code } })));
  });
  if (record) return <Claimed record={record} />;
  const own = { title: t.title, lead: t.confirmLead, confirm: t.confirm };
  return (
    <LinkPage
      texts={own}
      code={code}
      confirm={confirm}
      instead={{ href: paths.services, text: texts.navigation.services }}
    />
  );
}

function Claimed({ record }: { record: StudentSummary }) {
  const texts = useTexts();
  const t = useRegisteringTexts().claim;
  return (
    <Page title={t.title}>
      <DoneText text={t.done} />
      <SummaryList rows={useStudentRows(record)} />
      <ButtonLink href={paths.registration}>{texts.navigation.registration}</ButtonLink>
    </Page>
  );
}
