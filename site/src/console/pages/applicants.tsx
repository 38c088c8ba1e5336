import { useState } from "preact/hooks";
import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import { isProblem } from "../../api/problem";
import type { FoundApplicant, FoundApplication, Programme } from "../../api/types";
import { isActive } from "../../domain/application-state";
import { namesIn } from "../../domain/catalogue";
import { showMoney } from "../../domain/money";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DoneText } from "../../ui/done";
import { ProblemSummary } from "../../ui/error-summary";
import { SelectField, TextField } from "../../ui/fields";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { StateTag } from "../../ui/state-tag";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { useConsoleTexts } from "../use-texts";

/** Finding an applicant who has written or called, to correct what only staff can (S70). */
export default function ApplicantsPage() {
  const texts = useTexts();
  const t = useConsoleTexts().applicants;
  const [name, setName] = useState("");
  const [found, setFound] = useState<FoundApplicant | null>(null);
  const [none, setNone] = useState(false);

  async function find(name: string): Promise<void> {
    try {
      setNone(false);
      // The name stands in no address, so that no history keeps it.
      setFound(await reply(api.POST("/api/staff/applicants/searches", { body: { name } })));
    } catch (error) {
      setFound(null);
      if (!isProblem(error, "not_found")) throw error;
      setNone(true);
    }
  }

  const form = useForm(
    name.trim(),
    (name) => (name === "" ? [mistake("name", t.nameMissing)] : []),
    () => find(name.trim()),
  );
  return (
    <Page title={t.title} caption={texts.consoleName} errors={form}>
      <form noValidate role="search" onSubmit={form.submit}>
        <TextField id="name" label={t.name} value={name} onValue={setName} error={form.errors.name} />
        <SubmitButton form={form}>{t.find}</SubmitButton>
      </form>
      <div aria-live="polite">
        {none && <p class="govuk-body">{t.none}</p>}
        {found && <Found found={found} reload={() => find(found.account.userName)} />}
      </div>
    </Page>
  );
}

interface FoundProps {
  found: FoundApplicant;
  reload: () => Promise<void>;
}

function Found({ found: { account, applications }, reload }: FoundProps) {
  const { staff, applicants: t } = useConsoleTexts();
  // One thing at a time.
  const [open, setOpen] = useState<{ id: string; work: Work } | null>(null);
  return (
    <>
      <h2 class="govuk-heading-m">{t.account}</h2>
      <SummaryList
        rows={[
          { key: staff.userName, value: account.userName },
          { key: t.email, value: account.email },
        ]}
      />
      <h2 class="govuk-heading-m">{t.applications}</h2>
      {applications.length === 0 && <p class="govuk-body">{t.noApplications}</p>}
      {applications.map((application) => (
        <Application
          key={application.id}
          accountId={account.id}
          application={application}
          work={open?.id === application.id ? open.work : null}
          setWork={(work) => setOpen(work && { id: application.id, work })}
          reload={reload}
        />
      ))}
    </>
  );
}

interface ApplicationProps {
  accountId: string;
  application: FoundApplication;
  /** What is being done with it now. */
  work: Work | null;
  setWork: (work: Work | null) => void;
  reload: () => Promise<void>;
}

type Work = "category" | "reopening";

function Application({ accountId, application, work, setWork, reload }: ApplicationProps) {
  const { read, locale } = useLanguage();
  const texts = useTexts();
  const { content: catalogue } = useCatalogue();
  const t = useConsoleTexts().applicants;
  const [done, setDone] = useState("");
  const { id, state, programme, fee, feeState, submittedAt } = application;
  const isDecided = state === "accepted" || state === "declined";
  const finish = async (text: string) => {
    await reload();
    setWork(null);
    setDone(text);
  };
  return (
    <section class="site-card" aria-labelledby={id}>
      <h3 class="govuk-heading-s" id={id}>
        {read(programme.name)} <StateTag state={state} />
      </h3>
      {done && <DoneText text={done} />}
      <SummaryList
        rows={[
          {
            key: texts.application.fundingCategory,
            value: namesIn(catalogue, read).fundingCategory(application.fundingCategory),
          },
          { key: t.fee, value: fee ? t.withRemark(showMoney(fee, locale), t.feeStates[feeState]) : t.feeStates.waived },
          ...(submittedAt ? [{ key: texts.application.submitted, value: <Instant at={submittedAt} /> }] : []),
        ]}
      />
      {isDecided && <p class="govuk-body">{t.decidedCategory}</p>}
      {work === null && (
        <div class="govuk-button-group">
          {isActive(application) && !isDecided && (
            <Button secondary onClick={() => setWork("category")}>
              {t.changeCategory}
            </Button>
          )}
          {isDecided && (
            <Button secondary onClick={() => setWork("reopening")}>
              {t.reopen}
            </Button>
          )}
        </div>
      )}
      {work === "category" && !isDecided && (
        <ChangeCategory
          accountId={accountId}
          application={application}
          reload={reload}
          onDone={() => finish(t.changed)}
        />
      )}
      {work === "reopening" && (
        <Reopen accountId={accountId} application={application} onDone={() => finish(t.reopened)} />
      )}
    </section>
  );
}

interface WorkProps {
  accountId: string;
  application: FoundApplication;
  onDone: () => Promise<void>;
}

interface CategoryProps extends WorkProps {
  /** Reads the application again. */
  reload: () => Promise<void>;
}

/** Another funding category, of those that the programme has. */
function ChangeCategory(props: CategoryProps) {
  const programmeId = props.application.programme.id;
  const loaded = useLoaded(
    () => reply(api.GET("/api/programmes/{programmeId}", { params: { path: { programmeId } } })),
    [programmeId],
  );
  return <Await loaded={loaded}>{(programme) => <CategoryForm {...props} programme={programme} />}</Await>;
}

function CategoryForm({ accountId, application, reload, onDone, programme }: CategoryProps & { programme: Programme }) {
  const { read, locale } = useLanguage();
  const texts = useTexts();
  const { content: catalogue } = useCatalogue();
  const t = useConsoleTexts().applicants;
  const [fundingCategory, setFundingCategory] = useState("");
  const [reason, setReason] = useState("");
  const form = useForm(
    { fundingCategory, reason },
    ({ fundingCategory, reason }) => [
      ...(fundingCategory === "" ? [mistake("fundingCategory", t.categoryMissing)] : []),
      ...(reason.trim() === "" ? [mistake("reason", t.reasonMissing)] : []),
    ],
    async () => {
      const params = { path: { accountId, applicationId: application.id } };
      const body = { fundingCategory, reason: reason.trim(), version: application.version };
      try {
        await reply(
          api.PUT("/api/staff/applicants/{accountId}/applications/{applicationId}/category", { params, body }),
        );
      } catch (error) {
        // What it is now is shown beside the problem.
        if (isProblem(error, "version_conflict")) await reload();
        throw error;
      }
      await onDone();
    },
  );
  const others = programme.fundingCategories.filter(({ id }) => id !== application.fundingCategory);
  if (others.length === 0) return <p class="govuk-body">{t.noOtherCategory}</p>;
  const choices = others.map(({ id, fee }) => {
    const name = namesIn(catalogue, read).fundingCategory(id);
    return { value: id, text: t.withRemark(name, fee ? showMoney(fee, locale) : texts.application.feeWaived) };
  });
  return (
    <form noValidate onSubmit={form.submit}>
      <ProblemSummary problem={form.problem} answer={form.answer} />
      <p class="govuk-body">{application.state === "draft" ? t.draftsFee : t.keepsFee}</p>
      <SelectField
        id="fundingCategory"
        label={t.category}
        value={fundingCategory}
        onValue={setFundingCategory}
        choices={choices}
        empty={texts.choose}
        error={form.errors.fundingCategory}
      />
      <Reason work="category" value={reason} onValue={setReason} error={form.errors.reason} />
      <SubmitButton form={form}>{t.change}</SubmitButton>
    </form>
  );
}

function Reopen({ accountId, application, onDone }: WorkProps) {
  const t = useConsoleTexts().applicants;
  const [reason, setReason] = useState("");
  const form = useForm(
    reason.trim(),
    (reason) => (reason === "" ? [mistake("reason", t.reasonMissing)] : []),
    async () => {
      const params = { path: { accountId, applicationId: application.id } };
      const body = { reason: reason.trim() };
      await reply(
        api.POST("/api/staff/applicants/{accountId}/applications/{applicationId}/reopening", { params, body }),
      );
      await onDone();
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <ProblemSummary problem={form.problem} answer={form.answer} />
      <p class="govuk-body">{t.reopenText}</p>
      <Reason work="reopening" value={reason} onValue={setReason} error={form.errors.reason} />
      <SubmitButton form={form}>{t.reopenSubmit}</SubmitButton>
    </form>
  );
}

interface ReasonProps {
  work: Work;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

function Reason({ work, ...props }: ReasonProps) {
  const t = useConsoleTexts().applicants;
  return <TextField id="reason" label={t.reason} hint={t.reasonHints[work]} {...props} />;
}
