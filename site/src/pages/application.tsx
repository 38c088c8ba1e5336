import { useCatalogue } from "../api/catalogue";
import type { Application, Catalogue, UploadedDocument } from "../api/types";
import { useApplication, useDocuments } from "../api/reading";
import { Await } from "../components/await";
import { Instant } from "../components/instant";
import { Page } from "../components/page";
import { SummaryList } from "../components/summary-list";
import { Tag } from "../components/tag";
import type { TagColour } from "../components/tag";
import { isSubmitted, STATE_COLOURS } from "../domain/application-state";
import { SECTIONS } from "../domain/form/sections";
import { showMoney } from "../domain/money";
import { isGap, slotsOf } from "../domain/slots";
import { useLanguage } from "../language";
import type { Texts } from "../texts/en";

/** One application: where it stands, and what is to be done. */
export default function ApplicationPage({ applicationId = "" }: { applicationId?: string }) {
  const { texts, read } = useLanguage();
  const application = useApplication(applicationId);
  const documents = useDocuments(applicationId);
  const catalogue = useCatalogue();
  return (
    <Page
      title={application.content ? read(application.content.programme.name) : texts.application.title}
      caption={texts.application.title}
      back={{ href: "/applications", text: texts.application.backToHome }}
    >
      <Await loaded={application}>
        {(application) => (
          <>
            <Status application={application} catalogue={catalogue.content} />
            <Decision application={application} />
            <h2 class="govuk-heading-m">{texts.application.tasks}</h2>
            <TaskList tasks={tasksOf(application, documents.content?.items ?? null, texts)} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Status({ application, catalogue }: { application: Application; catalogue: Catalogue | null }) {
  const { texts, read, locale } = useLanguage();
  const t = texts.programmes.steps;
  const category = catalogue?.fundingCategories.find(({ id }) => id === application.fundingCategory);
  const type = category?.admissionTypes.find(({ id }) => id === application.admissionType);
  const intake = catalogue?.intakes.find(({ id }) => id === application.intake);
  return (
    <>
      <p class="govuk-body-l">
        <Tag colour={STATE_COLOURS[application.state]}>{texts.states[application.state]}</Tag>
      </p>
      <p class="govuk-body">{texts.application.stateTexts[application.state]}</p>
      <SummaryList
        rows={[
          { key: t.intake.label, value: intake ? read(intake.name) : application.intake },
          { key: t.fundingCategory.label, value: category ? read(category.name) : application.fundingCategory },
          { key: t.admissionType.label, value: type ? read(type.name) : application.admissionType },
          {
            key: texts.programmes.fee,
            value: application.fee ? showMoney(application.fee, locale) : texts.programmes.feeWaived,
          },
          ...(application.submittedAt
            ? [{ key: texts.applications.submitted, value: <Instant at={application.submittedAt} /> }]
            : []),
        ]}
      />
    </>
  );
}

function Decision({ application: { decision } }: { application: Application }) {
  const { texts } = useLanguage();
  if (!decision) return null;
  const { outcome, noteToApplicant, decidedAt } = decision;
  return (
    <section
      class={`govuk-notification-banner${outcome === "accept" ? " govuk-notification-banner--success" : ""}`}
      aria-labelledby="decision"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="decision">
          {texts.application.decision}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{texts.application.outcomes[outcome]}</p>
        {noteToApplicant && <p class="govuk-body site-prewrapped">{noteToApplicant}</p>}
        <p class="govuk-body-s">
          <Instant at={decidedAt} />
        </p>
      </div>
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

function tasksOf(application: Application, documents: UploadedDocument[] | null, texts: Texts): Task[] {
  const t = texts.tasks;
  const base = `/applications/${application.id}`;
  const submitted = isSubmitted(application);
  const documentsDone = documents !== null && !slotsOf(application, documents).some(isGap);
  const step = (done: boolean) => ({ status: done ? t.done : t.toDo, colour: done ? null : ("blue" as const) });
  return [
    ...SECTIONS.map(({ name, path }) => ({
      name: texts.sections[name].title,
      hint: texts.sections[name].hint,
      href: `${base}/${path}`,
      ...step(submitted || application.sections[name].complete),
    })),
    {
      name: texts.documents.title,
      hint: t.documentsHint,
      href: `${base}/documents`,
      ...step(submitted || documentsDone),
    },
    { name: texts.review.title, hint: t.submitHint, href: `${base}/review`, ...step(submitted) },
    { name: texts.payment.title, ...paymentTask(application, base, texts) },
    {
      name: texts.application.decision,
      hint: t.decisionHint,
      href: null,
      status: application.decision ? t.done : t.notYet,
      colour: null,
    },
  ];
}

function paymentTask({ feeState }: Application, base: string, texts: Texts): Omit<Task, "name"> {
  const t = texts.tasks;
  const hint = t.paymentHint;
  switch (feeState) {
    case "waived":
      return { hint, href: null, status: texts.programmes.feeWaived, colour: null };
    case "not_due":
      return { hint, href: null, status: t.notYet, colour: null };
    case "due":
      return { hint, href: `${base}/payment`, status: t.toDo, colour: "orange" };
    case "settled":
      return { hint, href: `${base}/payment`, status: t.paid, colour: null };
  }
}

function TaskList({ tasks }: { tasks: readonly Task[] }) {
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
