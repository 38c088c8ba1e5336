import { useCatalogue } from "../../api/catalogue";
import { useApplication, useDocuments, useStatus } from "../../api/reading";
import type { Application, Catalogue, UploadedDocument } from "../../api/types";
import { canBeSent, checklistOf, isActive, isSubmitted } from "../../domain/application-state";
import { namesIn } from "../../domain/catalogue";
import { showMoney } from "../../domain/money";
import { isGap, slotsOf } from "../../domain/slots";
import { SECTIONS } from "../../form/application/sections";
import { useApplicationLabels } from "../../form/application/use-texts";
import { useLanguage } from "../../hooks/language";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Done } from "../../ui/done";
import { Instant } from "../../ui/instant";
import { Office } from "../../ui/office";
import { Page } from "../../ui/page";
import { StateTag } from "../../ui/state-tag";
import { SummaryList } from "../../ui/summary-list";
import { Tag } from "../../ui/tag";
import type { TagColour } from "../../ui/tag";
import type { Texts } from "../../ui/texts/en";
import { useTexts } from "../../ui/use-texts";
import { DecisionBanner } from "../decision";
import { NextStep } from "../next-step";
import { RevisionRequest } from "../revision";
import type { ApplyingTexts } from "../texts/en";
import { Timeline } from "../timeline";
import { useApplyingTexts } from "../use-texts";

/** One application: where it stands, what is next, what is to be done and what has happened (S67). */
export default function ApplicationPage({ applicationId }: { applicationId: string }) {
  const own = useApplyingTexts();
  const t = own.application;
  const { read } = useLanguage();
  const application = useApplication(applicationId);
  const status = useStatus(applicationId);
  const documents = useDocuments(applicationId);
  const catalogue = useCatalogue();
  return (
    <Page
      title={application.content ? read(application.content.programme.name) : t.title}
      caption={t.title}
      back={{ href: paths.applications, text: t.backToHome }}
    >
      <Await loaded={application}>
        {(application) => (
          <>
            <p class="govuk-body-l">
              <StateTag state={application.state} />
            </p>
            <Done />
            <RevisionRequest application={application} />
            <DecisionBanner application={application} />
            {/* What is to be revised says it all. */}
            {!application.revision && <Await loaded={status}>{({ next }) => <NextStep next={next} />}</Await>}
            {application.state !== "withdrawn" && (
              <>
                <h2 class="govuk-heading-m">{t.tasks}</h2>
                <TaskList application={application} documents={documents.content?.items ?? null} />
              </>
            )}
            {status.content && <Timeline history={status.content.history} />}
            <Details application={application} catalogue={catalogue.content} />
            <OtherWays application={application} />
            {catalogue.content?.office && <Office office={catalogue.content.office} {...own.office} />}
          </>
        )}
      </Await>
    </Page>
  );
}

function Details({ application, catalogue }: { application: Application; catalogue: Catalogue | null }) {
  const { read, locale } = useLanguage();
  const texts = useTexts();
  const own = useApplyingTexts();
  const { fee, guideVersion, programme } = application;
  const names = namesIn(catalogue, read);
  const guide = (
    <a class="govuk-link" href={paths.guide({ programmeId: programme.id, version: guideVersion })}>
      {own.details.guideVersion(guideVersion)}
    </a>
  );
  return (
    <>
      <h2 class="govuk-heading-m">{own.details.heading}</h2>
      <SummaryList
        rows={[
          { key: texts.application.intake, value: names.intake(application.intake) },
          {
            key: texts.application.fundingCategory,
            value: names.fundingCategory(application.fundingCategory),
          },
          {
            key: texts.application.admissionType,
            value: names.admissionType(application.fundingCategory, application.admissionType),
          },
          { key: own.programmes.fee, value: fee ? showMoney(fee, locale) : texts.application.feeWaived },
          { key: own.details.guide, value: guide },
          ...(application.submittedAt
            ? [{ key: texts.application.submitted, value: <Instant at={application.submittedAt} /> }]
            : []),
        ]}
      />
    </>
  );
}

/** Another programme, or none. */
function OtherWays({ application }: { application: Application }) {
  const t = useApplyingTexts().ways;
  const applicationId = application.id;
  return (
    <section aria-labelledby="ways">
      <h2 class="govuk-heading-m" id="ways">
        {t.heading}
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        <li>
          <a class="govuk-link" href={paths.restart({ applicationId })}>
            {t.restart}
          </a>
        </li>
        {isActive(application) && (
          <li>
            <a class="govuk-link" href={paths.withdrawal({ applicationId })}>
              {t.withdraw}
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}
interface Task {
  name: string;
  hint: string;
  /** Where it is done; none while it cannot be done yet. */
  href: string | null;
  status: string;
  colour: TagColour | null;
}

function useTasks(application: Application, documents: UploadedDocument[] | null): Task[] {
  const texts = useTexts();
  const own = useApplyingTexts();
  const labels = useApplicationLabels();
  const t = own.tasks;
  const applicationId = application.id;
  const submitted = isSubmitted(application);
  const documentsDone = documents !== null && !slotsOf(checklistOf(application), documents).some(isGap);
  const step = (done: boolean) => ({ status: done ? t.done : t.toDo, colour: done ? null : ("blue" as const) });
  return [
    ...SECTIONS.map(({ name }) => ({
      name: labels.sections[name].title,
      hint: labels.sections[name].hint,
      href: paths.sections[name]({ applicationId }),
      ...step(submitted || application.sections[name].complete),
    })),
    {
      name: texts.application.documents,
      hint: t.documentsHint,
      href: paths.documents({ applicationId }),
      ...step(submitted || documentsDone),
    },
    {
      name: own.review.title,
      hint: t.submitHint,
      href: paths.reviewAndSubmit({ applicationId }),
      ...step(!canBeSent(application)),
    },
    { name: texts.application.fee, ...paymentTask(application, own, texts) },
    {
      name: own.application.decision,
      hint: t.decisionHint,
      href: null,
      status: application.decision ? t.done : t.notYet,
      colour: null,
    },
  ];
}

function paymentTask({ id, feeState }: Application, own: ApplyingTexts, texts: Texts): Omit<Task, "name"> {
  const t = own.tasks;
  const hint = t.paymentHint;
  switch (feeState) {
    case "waived":
      return { hint, href: null, status: texts.application.feeWaived, colour: null };
    case "not_due":
      return { hint, href: null, status: t.notYet, colour: null };
    case "due":
      return { hint, href: paths.payment({ applicationId: id }), status: t.toDo, colour: "orange" };
    case "settled":
      return { hint, href: paths.payment({ applicationId: id }), status: t.paid, colour: null };
  }
}

interface TaskListProps {
  application: Application;
  /** Not known while they are read. */
  documents: UploadedDocument[] | null;
}

function TaskList({ application, documents }: TaskListProps) {
  const tasks = useTasks(application, documents);
  return (
    <ul class="govuk-task-list">
      {tasks.map(({ name, hint, href, status, colour }, index) => (
        <li key={name} class={`govuk-task-list__item${href ? " govuk-task-list__item--with-link" : ""}`}>
          <div class="govuk-task-list__name-and-hint">
            {href ? (
              <a
                class="govuk-link govuk-task-list__link"
                href={href}
                aria-describedby={`task-${index}-hint task-${index}-status`}
              >
                {name}
              </a>
            ) : (
              <div>{name}</div>
            )}
            <div id={`task-${index}-hint`} class="govuk-task-list__hint">
              {hint}
            </div>
          </div>
          <div id={`task-${index}-status`} class="govuk-task-list__status">
            {colour ? <Tag colour={colour}>{status}</Tag> : status}
          </div>
        </li>
      ))}
    </ul>
  );
}
