import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { Problem } from "../api/problem";
import type { Application, UploadedDocument } from "../api/types";
import { useApplication, useDocuments } from "../api/reading";
import { Await } from "../components/await";
import { Button } from "../components/button";
import { ErrorSummary } from "../components/error-summary";
import type { ErrorLine } from "../components/error-summary";
import { CheckboxField } from "../components/fields";
import { ApplicationPage } from "../components/application-page";
import { SummaryList } from "../components/summary-list";
import { isSubmitted } from "../domain/application-state";
import { describe } from "../domain/basic-information";
import { fieldOf, problemText } from "../domain/problem-text";
import { isGap, slotsOf } from "../domain/slots";
import { mistake, useForm } from "../hooks/use-form";
import type { Form } from "../hooks/use-form";
import { useLanguage } from "../language";
import { go } from "../router";

/** Everything entered, to be read once more, declared true and submitted (S55-S58, S60). */
export default function ReviewPage({ applicationId = "" }: { applicationId?: string }) {
  const { texts } = useLanguage();
  const path = { applicationId };
  const application = useApplication(applicationId);
  const documents = useDocuments(applicationId);
  const [declared, setDeclared] = useState(false);

  async function submit(): Promise<void> {
    const version = application.content?.version ?? 0;
    const submitted = await reply(
      api.POST("/api/applications/{applicationId}/submission", {
        params: { path },
        body: { version, declaration: true },
      }),
    ).catch(async (error: unknown) => {
      // The page may show an old state: an answer that was lost, or another tab.
      if (error instanceof Problem && error.status === 409) await application.reload();
      throw error;
    });
    go(`/applications/${applicationId}${submitted.feeState === "due" ? "/payment" : ""}`);
  }

  const form = useForm(
    { declared },
    ({ declared }, texts) => (declared ? [] : [mistake("declaration", texts.review.declarationMissing)]),
    submit,
  );

  return (
    <ApplicationPage
      title={texts.review.title}
      application={application}
      applicationId={applicationId}
      hasErrors={form.problem !== null}
    >
      <Await loaded={application}>
        {(application) => (
          <Await loaded={documents}>
            {({ items }) => (
              <>
                {form.problem && <Gaps application={application} problem={form.problem} answer={form.answer} />}
                <KnownGaps application={application} documents={items} />
                <Entered application={application} documents={items} />
                {isSubmitted(application) ? (
                  <p class="govuk-inset-text">{texts.application.locked}</p>
                ) : (
                  <Declaration form={form} declared={declared} onDeclared={setDeclared} />
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
  const { texts, read } = useLanguage();
  const base = `/applications/${application.id}`;
  const missing = slotsOf(application, documents).filter(isGap);
  const informationDone = application.sections.basic_information.complete;
  if (isSubmitted(application) || (informationDone && missing.length === 0)) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">{texts.review.missing}</p>
      <ul class="govuk-list govuk-list--bullet">
        {!informationDone && (
          <li>
            <a class="govuk-link" href={`${base}/basic-information`}>
              {texts.basicInformation.title}
            </a>
          </li>
        )}
        {missing.map(({ row }) => (
          <li key={row.slot}>
            <a class="govuk-link" href={`${base}/documents#${row.slot}`}>
              {texts.documents.title}: {read(row.name)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why the service did not take it: each gap leads to its field or slot. */
function Gaps({ application, problem, answer }: { application: Application; problem: Problem; answer: unknown }) {
  const { texts, read } = useLanguage();
  const labels: Partial<Record<string, string>> = texts.basicInformation.labels;
  const base = `/applications/${application.id}`;
  const lines: ErrorLine[] = problem.errors.map(({ pointer, detail }) => {
    const id = fieldOf(pointer);
    const isDocument = pointer.startsWith("/documents/");
    const row = application.checklist.find(({ slot }) => slot === id);
    const label = isDocument ? row && read(row.name) : labels[id];
    return {
      text: label ? texts.errors.inField(label, detail) : detail,
      href:
        pointer === "/declaration" ? "#declaration" : `${base}/${isDocument ? "documents" : "basic-information"}#${id}`,
    };
  });
  return <ErrorSummary answer={answer} lines={lines.length > 0 ? lines : [{ text: problemText(problem, texts) }]} />;
}

function Entered({ application, documents }: Parts) {
  const { texts, locale, read } = useLanguage();
  const base = `/applications/${application.id}`;
  const change = (href: string) => (isSubmitted(application) ? undefined : { href: base + href, text: texts.change });
  return (
    <>
      <h2 class="govuk-heading-m">{texts.basicInformation.title}</h2>
      <SummaryList
        rows={describe(application.sections.basic_information.fields, texts, locale).map(({ id, label, value }) => ({
          key: label,
          value,
          change: change(`/basic-information#${id}`),
        }))}
      />
      <h2 class="govuk-heading-m">{texts.documents.title}</h2>
      <SummaryList
        rows={slotsOf(application, documents).map(({ row, counting }) => ({
          key: read(row.name),
          value: counting.length > 0 ? counting.map(({ fileName }) => fileName).join(", ") : texts.notGiven,
          change: change(`/documents#${row.slot}`),
        }))}
      />
    </>
  );
}

interface DeclarationProps {
  form: Form;
  declared: boolean;
  onDeclared: (declared: boolean) => void;
}

function Declaration({ form, declared, onDeclared }: DeclarationProps) {
  const { texts } = useLanguage();
  const t = texts.review;
  return (
    <form noValidate onSubmit={form.submit}>
      <h2 class="govuk-heading-m">{t.declarationHeading}</h2>
      <p class="govuk-body">{t.lockNote}</p>
      <CheckboxField
        id="declaration"
        label={t.declaration}
        checked={declared}
        onChecked={onDeclared}
        error={form.errors.declaration}
      />
      <Button busy={form.busy}>{t.submit}</Button>
    </form>
  );
}
