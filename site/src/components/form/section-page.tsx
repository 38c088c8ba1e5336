import { useEffect, useRef, useState } from "preact/hooks";
import { isProblem } from "../../api/problem";
import type { FieldProblem, Problem } from "../../api/problem";
import { useApplication } from "../../api/reading";
import type { Application } from "../../api/types";
import type { Context, Fields, SectionName, SectionSpec } from "../../domain/form/spec";
import { SECTIONS, sectionOf } from "../../domain/form/sections";
import { contextOf, idOf, isGiven, placed, showLabel, showValue, withValue } from "../../domain/form/values";
import { problemText } from "../../domain/problem-text";
import { useAction } from "../../hooks/use-action";
import { useAutosave } from "../../hooks/use-autosave";
import type { SaveState } from "../../hooks/use-autosave";
import { useFormTexts } from "./use-form-texts";
import { useSection } from "./use-section";
import { useLanguage } from "../../language";
import { useOwnAccount } from "../../own-account";
import { go } from "../../router";
import { ApplicationPage } from "../application-page";
import { Await } from "../await";
import { Button } from "../button";
import { ErrorSummary, focusField } from "../error-summary";
import { Instant } from "../instant";
import { SummaryList } from "../summary-list";
import type { SummaryRow } from "../summary-list";
import { Parts } from "./parts";

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
            {content.state === "draft" ? (
              <Form
                key={content.version}
                section={sectionOf(section)}
                application={content}
                onErrors={setHasErrors}
                reload={() => void application.reload()}
              />
            ) : (
              <>
                <p class="govuk-inset-text">{texts.application.locked}</p>
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
    <nav class="site-steps" aria-label={t.steps}>
      <ol>
        {SECTIONS.map(({ name, path }) => (
          <li key={name}>
            <a
              class="govuk-link"
              href={`/applications/${application.id}/${path}`}
              aria-current={name === current ? "step" : undefined}
            >
              {texts.sections[name].title}
            </a>
            {application.sections[name].complete && (
              <span class="site-steps__done">
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

function Form({ section, application, onErrors, reload }: FormProps) {
  const t = useFormTexts();
  const kept = application.sections[section.name];
  const [fields, setFields] = useState<Fields>(kept.fields as Fields);
  const [found, setFound] = useState({ missing: kept.missing, warnings: kept.warnings });
  const [showsMissing, setShowsMissing] = useState(false);
  const newest = useRef(fields);
  const save = useSection(application, section.name);

  async function send(intent: "save_draft" | "save_and_next"): Promise<void> {
    const saved = await save(intent, newest.current);
    setFound({ missing: saved.missing.map(inSection), warnings: saved.warnings.map(inSection) });
  }

  const next = useAction(async () => {
    draftButton.report(null);
    await autosave.flush(() => send("save_and_next"));
    const step = SECTIONS.indexOf(section) + 1;
    go(`/applications/${application.id}/${SECTIONS[step]?.path ?? "documents"}`);
  });
  const draftButton = useAction(async () => {
    next.report(null);
    await autosave.flush();
    setShowsMissing(true);
  });
  const autosave = useAutosave(() => send("save_draft"), draftButton.report);
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
  const asked = [...found.missing, ...wrong].map(({ pointer }) => pointer);
  const context = contextOf(application, asked);
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
      {section.name === "basic_information" && <p class="govuk-inset-text">{t.asInPassport}</p>}
      <Parts
        sheet={{ section: section.name, context, errors, change }}
        parts={section.parts}
        fields={fields}
        place=""
      />
      <Places section={section} title={t.lookAgain} found={found.warnings} />
      {showsMissing && !problem && (
        <Places section={section} title={t.stillMissing(found.missing.length)} found={found.missing} />
      )}
      <SaveStatus state={autosave.state} />
      <div class="govuk-button-group">
        <Button busy={next.busy}>{t.saveAndNext}</Button>
        <Button secondary busy={draftButton.busy} onClick={() => void draftButton.run()}>
          {t.saveDraft}
        </Button>
      </div>
    </form>
  );
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

interface SummaryProps {
  section: SectionSpec;
  fields: Fields;
  context: Context;
  /** Leaves out what was not given. */
  onlyGiven?: boolean;
  /** Where an entry can be changed, by its pointer. */
  change?: (pointer: string) => SummaryRow["change"];
}

/** A section for reading. */
export function SectionSummary({ section, fields, context, onlyGiven = false, change }: SummaryProps) {
  const { texts, locale } = useLanguage();
  const t = useFormTexts();
  const all = placed(section, fields, context);
  const rows = all
    .filter((field) => !onlyGiven || isGiven(field))
    .map((field) => ({
      key: showLabel(section.name, field.pointer, t),
      value: <span class="site-prewrapped">{showValue(field, t, texts.notGiven, locale)}</span>,
      change: change?.(field.pointer),
    }));
  return <SummaryList rows={rows} />;
}

function SaveStatus({ state }: { state: SaveState }) {
  const { texts } = useLanguage();
  return (
    <p class={`govuk-body-s site-save-status site-save-status--${state}`} role="status">
      {texts.saveStates[state]}
    </p>
  );
}
