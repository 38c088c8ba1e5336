import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import type { FieldProblem } from "../../api/problem";
import { useApplication, useDocuments } from "../../api/reading";
import type { Application, SectionName, UploadedDocument } from "../../api/types";
import { canBeSent, checklistOf, reopenedFields, takesDocuments } from "../../domain/application-state";
import { isGap, slotsOf } from "../../domain/slots";
import { contextOf } from "../../form/application/context";
import { SECTIONS, sectionOf } from "../../form/application/sections";
import { useApplicationLabels } from "../../form/application/use-texts";
import { useApplicationWording } from "../../form/application/use-wording";
import { ContactConfirmation, isUnconfirmed } from "../../form/contact-confirmation";
import { SectionSummary } from "../../form/section-summary";
import type { Fields } from "../../form/spec";
import { idOf, topOf } from "../../form/values";
import { useLanguage } from "../../hooks/language";
import { go } from "../../hooks/place";
import { mistake, useForm } from "../../hooks/use-form";
import type { Form } from "../../hooks/use-form";
import { useTick } from "../../hooks/use-tick";
import type { Tick } from "../../hooks/use-tick";
import { paths, withField } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { ErrorSummary } from "../../ui/error-summary";
import type { ErrorLine } from "../../ui/error-summary";
import { CheckboxField } from "../../ui/fields";
import { goWith } from "../../ui/hand-over";
import { Deadline } from "../../ui/instant";
import { useErrorsOfPage } from "../../ui/page-errors";
import { problemText } from "../../ui/problem-text";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { askForLink } from "../ask-for-link";
import { useApplyingTexts } from "../use-texts";

/** Everything entered, to be read once more, declared true and submitted (S55-S58, S60). */
export default function ReviewPage({ applicationId }: { applicationId: string }) {
  const { language } = useLanguage();
  const path = { applicationId };
  const application = useApplication(applicationId, language);
  const { reload } = application;
  const documents = useDocuments(applicationId);
  const declaration = useTick(application.content?.version);
  const own = useApplyingTexts();
  const revises = application.content?.state === "revision_requested";

  async function submit(): Promise<void> {
    const version = application.content?.version ?? 0;
    const submitted = await reply(
      api.POST("/api/applications/{applicationId}/submission", {
        params: { path },
        body: { version, declaration: true },
      }),
    ).catch(async (error: unknown) => {
      // The page may show an old state: an answer that was lost, or another tab.
      if (error instanceof Problem && error.status === 409) {
        await Promise.all([application.reload(), documents.reload()]);
      }
      throw error;
    });
    if (revises) goWith(paths.application(path), { done: "resubmitted" });
    else go((submitted.feeState === "due" ? paths.payment : paths.application)(path));
  }

  const form = useForm(
    declaration.ticked,
    (declared) => (declared ? [] : [mistake("declaration", own.review.declarationMissing)]),
    submit,
  );

  return (
    <ApplicationPage
      title={revises ? own.resubmit.title : own.review.title}
      application={application}
      applicationId={applicationId}
    >
      <Await loaded={application}>
        {(application) => (
          <Await loaded={documents}>
            {({ items }) => (
              <>
                {form.problem && <Gaps application={application} problem={form.problem} answer={form.answer} />}
                <KnownGaps application={application} documents={items} />
                <Contact application={application} reload={() => void reload()} />
                <Warnings application={application} />
                <Entered application={application} documents={items} />
                {canBeSent(application) && (
                  <Declaration
                    revises={application.state === "revision_requested"}
                    closesAt={application.closesAt}
                    form={form}
                    declaration={declaration}
                  />
                )}
                {!canBeSent(application) && application.state !== "withdrawn" && (
                  <p class="govuk-inset-text">{own.application.locked}</p>
                )}
              </>
            )}
          </Await>
        )}
      </Await>
    </ApplicationPage>
  );
}

interface Parts {
  application: Application;
  documents: readonly UploadedDocument[];
}

/** What is plainly missing, before anything is asked of the service, with the way to mend it (S56). */
function KnownGaps({ application, documents }: Parts) {
  const t = useApplyingTexts().review;
  const { read } = useLanguage();
  const texts = useTexts();
  const labels = useApplicationLabels();
  const applicationId = application.id;
  const missing = slotsOf(checklistOf(application), documents).filter(isGap);
  const incomplete = SECTIONS.filter(({ name }) => !application.sections[name].complete);
  if (!canBeSent(application) || incomplete.length + missing.length === 0) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">{t.missing}</p>
      <ul class="govuk-list govuk-list--bullet">
        {incomplete.map(({ name }) => (
          <li key={name}>
            <a class="govuk-link" href={paths.sections[name]({ applicationId })}>
              {labels.sections[name].title}
            </a>
            <GapList application={application} section={name} found={application.sections[name].missing} />
          </li>
        ))}
        {missing.map(({ row }) => (
          <li key={row.slot}>
            <a class="govuk-link" href={withField(paths.documents({ applicationId }), row.slot)}>
              {texts.application.documents}: {read(row.name)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The contact address, as long as it is not confirmed (S13). */
function Contact({ application, reload }: { application: Application; reload: () => void }) {
  const { fields, missing } = application.sections.contact_information;
  if (!canBeSent(application) || !missing.some(isUnconfirmed)) return null;
  return (
    <ContactConfirmation ask={() => askForLink(application.id)} email={fields.email ?? ""} onMaybeConfirmed={reload} />
  );
}

/** Gaps or warnings of a section, each leading to its field. */
function GapList({ application, section, found }: Found) {
  const texts = useTexts();
  const wording = useApplicationWording();
  const page = paths.sections[section]({ applicationId: application.id });
  return (
    <ul class="govuk-list govuk-list--bullet">
      {found.map(({ pointer, detail }) => (
        <li key={pointer}>
          <a class="govuk-link" href={withField(page, idOf(pointer))}>
            {texts.errors.inField(wording.label(section, pointer), detail)}
          </a>
        </li>
      ))}
    </ul>
  );
}

interface Found {
  application: Application;
  section: SectionName;
  found: readonly FieldProblem[];
}

/** What is worth a second look, as a name that differs from the passport's lines; it keeps nothing back. */
function Warnings({ application }: { application: Application }) {
  const t = useApplyingTexts().review;
  const doubtful = SECTIONS.filter(({ name }) => application.sections[name].warnings.length > 0);
  if (!canBeSent(application) || doubtful.length === 0) return null;
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <div class="govuk-warning-text__text">
        {t.warnings}
        {doubtful.map(({ name }) => (
          <GapList key={name} application={application} section={name} found={application.sections[name].warnings} />
        ))}
      </div>
    </div>
  );
}

/** Why the service did not take it: each gap leads to its field or slot. */
function Gaps({ application, problem, answer }: { application: Application; problem: Problem; answer: unknown }) {
  useErrorsOfPage(true);
  const { read } = useLanguage();
  const texts = useTexts();
  const wording = useApplicationWording();
  const applicationId = application.id;
  const lines: ErrorLine[] = problem.errors.map(({ pointer, detail }) => {
    const [, part = "", name = ""] = pointer.split("/");
    if (part === "documents") {
      const row = application.checklist.find(({ slot }) => slot === name);
      return {
        text: texts.errors.inField(row ? read(row.name) : name, detail),
        href: withField(paths.documents({ applicationId }), name),
      };
    }
    if (part === "sections") {
      const inner = pointer.slice(`/sections/${name}`.length);
      return {
        text: texts.errors.inField(wording.label(name, inner), detail),
        href: withField(paths.sections[sectionOf(name).name]({ applicationId }), idOf(inner)),
      };
    }
    return { text: detail, href: "#declaration" };
  });
  return <ErrorSummary answer={answer} lines={lines.length > 0 ? lines : [{ text: problemText(problem, texts) }]} />;
}

function Entered({ application, documents }: Parts) {
  const { read } = useLanguage();
  const texts = useTexts();
  const labels = useApplicationLabels();
  const wording = useApplicationWording();
  const applicationId = application.id;
  const change = (href: string, isOpen: boolean) => (isOpen ? { href, text: texts.change } : undefined);
  const isOpen = (section: SectionName, pointer: string) =>
    application.state === "draft" || reopenedFields(application, section).includes(topOf(pointer));
  return (
    <>
      {SECTIONS.map((section) => (
        <div key={section.name}>
          <h2 class="govuk-heading-m">{labels.sections[section.name].title}</h2>
          <SectionSummary
            section={section}
            wording={wording}
            fields={application.sections[section.name].fields as Fields}
            context={contextOf(
              application,
              application.sections[section.name].missing.map(({ pointer }) => pointer),
            )}
            change={(pointer) =>
              change(
                withField(paths.sections[section.name]({ applicationId }), idOf(pointer)),
                isOpen(section.name, pointer),
              )
            }
          />
        </div>
      ))}
      <h2 class="govuk-heading-m">{texts.application.documents}</h2>
      <SummaryList
        rows={slotsOf(checklistOf(application), documents).map(({ row, counting }) => ({
          key: read(row.name),
          value: counting.length > 0 ? counting.map(({ fileName }) => fileName).join(", ") : texts.notGiven,
          change: change(
            withField(paths.documents({ applicationId }), row.slot),
            takesDocuments(application, row.slot),
          ),
        }))}
      />
    </>
  );
}

interface DeclarationProps {
  /** It was submitted before. */
  revises: boolean;
  /** The instant at which a draft is not taken any more. */
  closesAt?: string | null | undefined;
  form: Form;
  declaration: Tick;
}

function Declaration({ revises, closesAt, form, declaration }: DeclarationProps) {
  const own = useApplyingTexts();
  const t = own.review;
  return (
    <form noValidate onSubmit={form.submit}>
      <h2 class="govuk-heading-m">{t.declarationHeading}</h2>
      <p class="govuk-body">{revises ? own.resubmit.note : t.lockNote}</p>
      {closesAt && (
        <p class="govuk-body">
          {t.until}: <Deadline at={closesAt} />
        </p>
      )}
      {declaration.outdated && <p class="govuk-inset-text">{t.changed}</p>}
      <CheckboxField
        id="declaration"
        label={t.declaration}
        checked={declaration.ticked}
        onChecked={declaration.set}
        error={form.errors.declaration}
      />
      <Button busy={form.busy}>{revises ? own.resubmit.submit : t.submit}</Button>
    </form>
  );
}
