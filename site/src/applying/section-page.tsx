import { paths } from "../paths";
import { useEffect, useRef, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { isProblem, Problem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import { useApplication } from "../api/reading";
import type { Application } from "../api/types";
import type { Context, Fields, SectionName, SectionSpec } from "../form/spec";
import { SECTIONS, sectionOf } from "../form/application/sections";
import { contextOf, idOf, narrowed, placed, showLabel, topOf, withValue } from "../form/values";
import { ContactConfirmation, isUnconfirmed } from "./contact-confirmation";
import { AskedHere } from "./revision";
import { useApplicationTexts } from "./use-application-texts";
import { reopenedFields } from "../domain/application-state";
import { problemText } from "../ui/problem-text";
import { useAction } from "../hooks/use-action";
import { useAutosave } from "../hooks/use-autosave";
import type { SaveState } from "../hooks/use-autosave";
import { SectionSummary } from "../form/section-summary";
import { useFormTexts } from "../form/use-form-texts";
import { useSection } from "../form/use-section";
import { useLanguage } from "../hooks/language";
import { useOwnAccount } from "../api/own-account";
import { go } from "../hooks/place";
import { ApplicationPage } from "../ui/application-page";
import { Await } from "../ui/await";
import { Button } from "../ui/button";
import { ErrorSummary, focusField } from "../ui/error-summary";
import { Instant } from "../ui/instant";
import { Parts } from "../form/parts";

interface Props {
  section: SectionName;
  applicationId: string;
}

/** A step of the form (S36-S38): filled in while the application is a draft, read afterwards (S58). */
export function SectionPage({ section, applicationId }: Props) {
  const { texts } = useLanguage();
  const application = useApplication(applicationId);
  const [hasErrors, setHasErrors] = useState(false);
  return (
    <ApplicationPage
      title={texts.sections[section].title}
      application={application}
      applicationId={applicationId}
      hasErrors={hasErrors}
    >
      <Await loaded={application}>
        {(content) => (
          <>
            <Steps application={content} current={section} />
            {content.state === "draft" || reopenedFields(content, section).length > 0 ? (
              <Form
                key={content.version}
                section={sectionOf(section)}
                application={content}
                onErrors={setHasErrors}
                reload={() => void application.reload()}
              />
            ) : (
              <>
                <Locked application={content} />
                <SectionSummary
                  section={sectionOf(section)}
                  fields={content.sections[section].fields as Fields}
                  context={contextOf(content, [])}
                />
              </>
            )}
          </>
        )}
      </Await>
    </ApplicationPage>
  );
}

/** Every step, to be gone to from any other (S56). */
function Steps({ application, current }: { application: Application; current: SectionName }) {
  const { texts } = useLanguage();
  const t = useFormTexts();
  return (
    <nav class="site-form-steps" aria-label={t.steps}>
      <ol>
        {SECTIONS.map(({ name }) => (
          <li key={name}>
            <a
              class="govuk-link"
              href={paths.sections[name]({ applicationId: application.id })}
              aria-current={name === current ? "step" : undefined}
            >
              {texts.sections[name].title}
            </a>
            {application.sections[name].complete && (
              <span class="site-form-steps__done">
                {" "}
                <span aria-hidden="true">✓</span>
                <span class="govuk-visually-hidden">({t.stepDone})</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface FormProps {
  section: SectionSpec;
  application: Application;
  onErrors: (hasErrors: boolean) => void;
  reload: () => void;
}

/** Why nothing can be changed here. */
function Locked({ application }: { application: Application }) {
  const { texts } = useLanguage();
  const t = useApplicationTexts().revision;
  if (application.state === "withdrawn") return null;
  return (
    <p class="govuk-inset-text">
      {application.state === "revision_requested" ? t.nothingHere : texts.application.locked}
    </p>
  );
}

/** The form of a draft; of an application to be revised only what is re-opened, and what that makes necessary. */
function Form({ section: whole, application, onErrors, reload }: FormProps) {
  const t = useFormTexts();
  const own = useApplicationTexts().revision;
  const revises = application.state === "revision_requested";
  const kept = application.sections[whole.name];
  const asked = (application.revision?.items ?? []).filter((item) => item.section === whole.name);
  const [fields, setFields] = useState<Fields>(kept.fields as Fields);
  const [found, setFound] = useState<Found>(() => foundIn(kept));
  const [open, setOpen] = useState(() => [...reopenedFields(application, whole.name), ...topsOf(kept.missing)]);
  const section = revises ? narrowed(whole, open, "these") : whole;
  const [showsMissing, setShowsMissing] = useState(false);
  const newest = useRef(fields);
  const save = useSection(application, section.name);

  async function send(intent: "save_draft" | "save_and_next"): Promise<void> {
    const email = emailOf(newest.current);
    const saved = await save(intent, newest.current);
    const missing = saved.missing.map(inSection);
    setFound({ missing, warnings: saved.warnings.map(inSection), email });
    // What was asked for once stays open, also when it is there.
    setOpen((open) => [...new Set([...open, ...topsOf(missing)])]);
  }

  const next = useAction(async () => {
    draftButton.report(null);
    let refusal: Problem | null = null;
    await autosave.flush(async () => {
      refusal = await refusalOf(send("save_and_next"));
      // What is not complete is kept all the same (S38).
      if (refusal !== null) await send("save_draft");
    });
    if (refusal !== null) throw refusal;
    const following = SECTIONS[SECTIONS.indexOf(whole) + 1];
    const next = following ? paths.sections[following.name] : paths.documents;
    go((revises ? paths.application : next)({ applicationId: application.id }));
  });
  const draftButton = useAction(async () => {
    next.report(null);
    await autosave.flush();
    setShowsMissing(true);
  });
  const autosave = useAutosave(() => send("save_draft"), draftButton.report);
  const lookAgain = useAction(async () => {
    const params = { path: { applicationId: application.id } };
    const { sections } = await reply(api.GET("/api/applications/{applicationId}", { params }));
    setFound(foundIn(sections[whole.name]));
  });
  const problem = next.problem ?? draftButton.problem;
  usePrefilledEmail(section.name, newest, setFields);
  useEffect(() => onErrors(problem !== null), [problem]);

  function change(pointer: string, value: Parameters<typeof withValue>[2]): void {
    newest.current = withValue(newest.current, pointer, value);
    setFields(newest.current);
    autosave.touch();
  }

  const wrong = (problem?.errors ?? []).map(inSection);
  const errors = Object.fromEntries(wrong.map(({ pointer, detail }) => [pointer, detail]));
  // What is missing now, or was when "Save and next" refused: both may ask for another field.
  const missing = [...found.missing, ...wrong].map(({ pointer }) => pointer);
  const lacking = found.missing.filter((each) => !isUnconfirmed(each));
  const context = contextOf(application, missing);
  const page = { section, fields, context };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void next.run();
      }}
    >
      {problem && <Problems page={page} problem={problem} wrong={wrong} />}
      {isProblem(problem, "version_conflict") && <Conflict section={section} problem={problem} reload={reload} />}
      <AskedHere application={application} items={asked} />
      {section.name === "basic_information" && !revises && <p class="govuk-inset-text">{t.asInPassport}</p>}
      <Parts
        sheet={{ section: section.name, context, errors, change }}
        parts={section.parts}
        fields={fields}
        place=""
      />
      {[...found.missing, ...found.warnings].some(isUnconfirmed) && found.email === emailOf(fields) && (
        <ContactConfirmation
          key={found.email}
          applicationId={application.id}
          email={found.email}
          onMaybeConfirmed={() => void lookAgain.run()}
        />
      )}
      <Places section={section} title={t.lookAgain} found={found.warnings.filter((each) => !isUnconfirmed(each))} />
      {showsMissing && !problem && <Places section={section} title={t.stillMissing(lacking.length)} found={lacking} />}
      <SaveStatus state={autosave.state} />
      <div class="govuk-button-group">
        <Button busy={next.busy}>{revises ? own.save : t.saveAndNext}</Button>
        <Button secondary busy={draftButton.busy} onClick={() => void draftButton.run()}>
          {t.saveDraft}
        </Button>
      </div>
      {revises && (
        <>
          <h2 class="govuk-heading-m">{own.rest}</h2>
          <SectionSummary section={narrowed(whole, open, "others")} fields={fields} context={context} />
        </>
      )}
    </form>
  );
}

/** Why the service does not take a step as done; null where it does. */
async function refusalOf(saving: Promise<void>): Promise<Problem | null> {
  try {
    await saving;
    return null;
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return error;
    throw error;
  }
}

/** What the service said of a section when it was saved last. */
interface Found {
  missing: readonly FieldProblem[];
  warnings: readonly FieldProblem[];
  /** The contact address that it was said of. */
  email: string;
}

function foundIn({ missing, warnings, fields }: Application["sections"][SectionName]): Found {
  return { missing, warnings, email: emailOf(fields as Fields) };
}

/** The contact address; nothing in the sections that have none. */
function emailOf(fields: Fields): string {
  return typeof fields.email === "string" ? fields.email.trim() : "";
}

/** The address of the account stands in the field until another is typed. */
function usePrefilledEmail(
  section: SectionName,
  newest: { current: Fields },
  setFields: (fields: Fields) => void,
): void {
  const email = useOwnAccount().content?.email;
  useEffect(() => {
    if (section !== "contact_information" || !email || newest.current.email) return;
    newest.current = { ...newest.current, email };
    setFields(newest.current);
  }, [email]);
}

/** The names of the fields that problems are about. */
function topsOf(problems: readonly FieldProblem[]): string[] {
  return problems.map(({ pointer }) => topOf(pointer));
}

/** A problem of a reply with its pointer within the section. */
function inSection(problem: FieldProblem): FieldProblem {
  return { ...problem, pointer: problem.pointer.replace(/^\/fields/, "") };
}

interface Shown {
  section: SectionSpec;
  fields: Fields;
  context: Context;
}

/** What keeps the step from being done, in the order of the page. */
function Problems({ page, problem, wrong }: { page: Shown; problem: Problem; wrong: readonly FieldProblem[] }) {
  const { texts } = useLanguage();
  const t = useFormTexts();
  const order = placed(page.section, page.fields, page.context).map(({ pointer }) => pointer);
  // A list that lacks rows stands before its first row.
  const place = (pointer: string) => order.findIndex((each) => each === pointer || each.startsWith(`${pointer}/`));
  const lines = [...wrong]
    .sort((one, other) => place(one.pointer) - place(other.pointer))
    .map(({ pointer, detail }) => ({
      text: texts.errors.inField(showLabel(page.section.name, pointer, t), detail),
      href: `#${idOf(pointer)}`,
    }));
  return <ErrorSummary answer={problem} lines={lines.length > 0 ? lines : [{ text: problemText(problem, texts) }]} />;
}

/** Another tab was faster: what it changed, and when. */
function Conflict({ section, problem, reload }: { section: SectionSpec; problem: Problem; reload: () => void }) {
  const t = useFormTexts();
  const changes = problem.changes.filter(({ part }) => part === section.name);
  return (
    <>
      {changes.map(({ part, fields, at }) => (
        <p class="govuk-body" key={part}>
          {t.changedElsewhere(
            fields.map((field) => showLabel(section.name, `/${field}`, t) || field).join(t.separator),
          )}{" "}
          <Instant at={at} />
        </p>
      ))}
      <Button secondary onClick={reload}>
        {t.loadNewer}
      </Button>
    </>
  );
}

/** Fields worth going to, each with why. */
function Places({ section, title, found }: { section: SectionSpec; title: string; found: readonly FieldProblem[] }) {
  const { texts } = useLanguage();
  const t = useFormTexts();
  if (found.length === 0) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">{title}</p>
      <ul class="govuk-list govuk-list--bullet">
        {found.map(({ pointer, detail }) => (
          <li key={pointer}>
            <a
              class="govuk-link"
              href={`#${idOf(pointer)}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(idOf(pointer));
              }}
            >
              {texts.errors.inField(showLabel(section.name, pointer, t), detail)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SaveStatus({ state }: { state: SaveState }) {
  const { texts } = useLanguage();
  return (
    <p class={`govuk-body-s site-save-status site-save-status--${state}`} role="status">
      {texts.saveStates[state]}
    </p>
  );
}
