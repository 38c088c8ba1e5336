import { useEffect, useRef, useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { isProblem, Problem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import type { Application, BasicInformation } from "../api/types";
import { useApplication } from "../api/reading";
import { Await } from "../components/await";
import { Button } from "../components/button";
import { DateField } from "../components/date-field";
import { ErrorSummary } from "../components/error-summary";
import { CheckboxField, RadiosField, SelectField, TextField } from "../components/fields";
import { ApplicationPage } from "../components/application-page";
import { SummaryList } from "../components/summary-list";
import {
  choicesOf,
  describe,
  draftFrom,
  EDUCATIONS,
  fieldsOf,
  GENDERS,
  MARITAL_STATUSES,
  PASSPORT_TYPES,
} from "../domain/basic-information";
import type { DateId, Draft, TextId } from "../domain/basic-information";
import { countryChoices, languageChoices } from "../domain/places";
import { errorsByField, fieldOf, problemText } from "../domain/problem-text";
import { useAction } from "../hooks/use-action";
import { useAutosave } from "../hooks/use-autosave";
import type { SaveState } from "../hooks/use-autosave";
import { useLanguage } from "../language";
import { go } from "../router";

/** Step 1 of the form: who the applicant is, as in the passport (S36-S38, S42). */
export default function BasicInformationPage({ applicationId = "" }: { applicationId?: string }) {
  const { texts } = useLanguage();
  const application = useApplication(applicationId);
  const [hasErrors, setHasErrors] = useState(false);
  return (
    <ApplicationPage
      title={texts.basicInformation.title}
      application={application}
      applicationId={applicationId}
      hasErrors={hasErrors}
    >
      <Await loaded={application}>
        {(content) =>
          content.state === "draft" ? (
            <Form
              key={content.version}
              application={content}
              onErrors={setHasErrors}
              reload={() => void application.reload()}
            />
          ) : (
            <Locked fields={content.sections.basic_information.fields} />
          )
        }
      </Await>
    </ApplicationPage>
  );
}

/** S58: after submission the section can only be read. */
function Locked({ fields }: { fields: BasicInformation }) {
  const { texts, locale } = useLanguage();
  const rows = describe(fields, texts, locale).map(({ label, value }) => ({ key: label, value }));
  return (
    <>
      <p class="govuk-inset-text">{texts.application.locked}</p>
      <SummaryList rows={rows} />
    </>
  );
}

interface FormProps {
  application: Application;
  onErrors: (hasErrors: boolean) => void;
  reload: () => void;
}

function Form({ application, onErrors, reload }: FormProps) {
  const { texts, locale } = useLanguage();
  const t = texts.basicInformation;
  const [draft, setDraft] = useState<Draft>(() => draftFrom(application.sections.basic_information.fields));
  const save = useSectionOnServer(application);
  const newest = useRef(draft);
  newest.current = draft;

  const saveDraft = () => save("save_draft", fieldsOf(newest.current));
  const next = useAction(async () => {
    draftButton.report(null);
    await autosave.flush(() => save("save_and_next", fieldsOf(newest.current)));
    go(`/applications/${application.id}/documents`);
  });
  const draftButton = useAction(async () => {
    next.report(null);
    await autosave.flush();
  });
  const autosave = useAutosave(saveDraft, draftButton.report);
  const problem = next.problem ?? draftButton.problem;
  useEffect(() => onErrors(problem !== null), [problem]);

  function change(part: Partial<Draft>): void {
    setDraft((current) => ({ ...current, ...part }));
    autosave.touch();
  }

  const errors = errorsByField(problem);
  const text = (id: TextId) => ({
    id,
    label: t.labels[id],
    hint: t.hints[id],
    error: errors[id],
    value: draft[id],
    onValue: (value: string) => change({ [id]: value }),
  });
  const date = (id: DateId) => ({
    id,
    label: t.labels[id],
    hint: t.hints[id],
    error: errors[id],
    value: draft[id],
    onValue: (value: Draft[DateId]) => change({ [id]: value }),
  });
  const countries = countryChoices(locale);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void next.run();
      }}
    >
      {problem && <Problems problem={problem} />}
      {isProblem(problem, "version_conflict") && (
        <Button secondary onClick={reload}>
          {t.loadNewer}
        </Button>
      )}
      <p class="govuk-inset-text">{t.asInPassport}</p>

      <h2 class="govuk-heading-m">{t.nameHeading}</h2>
      <TextField {...text("familyName")} autocomplete="family-name" disabled={draft.noFamilyName} />
      <CheckboxField
        id="noFamilyName"
        small
        label={t.noFamilyName}
        error={errors.noFamilyName}
        checked={draft.noFamilyName}
        onChecked={(noFamilyName) => change(noFamilyName ? { noFamilyName, familyName: "" } : { noFamilyName })}
      />
      <TextField {...text("givenName")} autocomplete="given-name" disabled={draft.noGivenName} />
      <CheckboxField
        id="noGivenName"
        small
        label={t.noGivenName}
        error={errors.noGivenName}
        checked={draft.noGivenName}
        onChecked={(noGivenName) => change(noGivenName ? { noGivenName, givenName: "" } : { noGivenName })}
      />
      <TextField {...text("chineseName")} width={20} />

      <h2 class="govuk-heading-m">{t.personHeading}</h2>
      <RadiosField {...text("gender")} choices={choicesOf(GENDERS, t.genders)} inline />
      <DateField {...date("birthDate")} autocomplete="bday" />
      <SelectField {...text("nationality")} choices={countries} empty={texts.choose} />
      <SelectField {...text("birthCountry")} choices={countries} empty={texts.choose} />
      <TextField {...text("birthPlace")} />
      <SelectField
        {...text("maritalStatus")}
        choices={choicesOf(MARITAL_STATUSES, t.maritalStatuses)}
        empty={texts.choose}
      />
      <SelectField {...text("nativeLanguage")} choices={languageChoices(locale)} empty={texts.choose} />

      <h2 class="govuk-heading-m">{t.passportHeading}</h2>
      <SelectField
        {...text("passportType")}
        choices={choicesOf(PASSPORT_TYPES, t.passportTypes)}
        empty={texts.choose}
      />
      <TextField {...text("passportNo")} width={20} />
      <DateField {...date("passportExpiry")} />

      <h2 class="govuk-heading-m">{t.educationHeading}</h2>
      <SelectField {...text("highestEducation")} choices={choicesOf(EDUCATIONS, t.educations)} empty={texts.choose} />
      <TextField {...text("highestInstitution")} />

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

type Intent = "save_draft" | "save_and_next";

/** The section as the service keeps it: saving moves its version on. */
function useSectionOnServer(application: Application) {
  const version = useRef(application.version);
  /** What was sent last without an answer: it may have arrived all the same. */
  const unanswered = useRef<BasicInformation | null>(null);

  async function put(intent: Intent, fields: BasicInformation) {
    const saved = await reply(
      api.PUT("/api/applications/{applicationId}/sections/{section}", {
        params: { path: { applicationId: application.id, section: "basic_information" } },
        body: { version: version.current, intent, fields },
      }),
    );
    version.current = saved.version;
    return saved;
  }

  /** Whether a conflict is only with our own save whose answer was lost; then its version is taken over. */
  async function wasOurs(lost: BasicInformation | null): Promise<boolean> {
    if (lost === null) return false;
    const kept = await reply(
      api.GET("/api/applications/{applicationId}", { params: { path: { applicationId: application.id } } }),
    );
    if (!sameFields(kept.sections.basic_information.fields, lost)) return false;
    version.current = kept.version;
    return true;
  }

  async function save(intent: Intent, fields: BasicInformation): Promise<void> {
    const lost = unanswered.current;
    unanswered.current = fields;
    try {
      await put(intent, fields).catch(async (error: unknown) => {
        if (isProblem(error, "version_conflict") && (await wasOurs(lost))) return put(intent, fields);
        throw error;
      });
      unanswered.current = null;
    } catch (error) {
      if (error instanceof Problem && error.status !== 0) unanswered.current = null;
      throw error;
    }
  }

  return save;
}

function sameFields(kept: BasicInformation, typed: BasicInformation): boolean {
  const plain = (fields: BasicInformation) => JSON.stringify(fieldsOf(draftFrom(fields))).toUpperCase();
  return plain(kept) === plain(typed);
}

function Problems({ problem }: { problem: Problem }) {
  const { texts } = useLanguage();
  const labels: Partial<Record<string, string>> = texts.basicInformation.labels;
  const order = Object.keys(labels);
  const place = ({ pointer }: FieldProblem) => order.indexOf(fieldOf(pointer));
  const lines = [...problem.errors]
    .sort((one, other) => place(one) - place(other))
    .map(({ pointer, detail }) => {
      const id = fieldOf(pointer);
      return { text: labels[id] ? texts.errors.inField(labels[id], detail) : detail, href: `#${id}` };
    });
  return <ErrorSummary answer={problem} lines={lines.length > 0 ? lines : [{ text: problemText(problem, texts) }]} />;
}

function SaveStatus({ state }: { state: SaveState }) {
  const { texts } = useLanguage();
  return (
    <p class={`govuk-body-s site-save-status site-save-status--${state}`} role="status">
      {texts.saveStates[state]}
    </p>
  );
}
