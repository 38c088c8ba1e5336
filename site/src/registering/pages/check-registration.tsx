import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import type { Registration, UploadedDocument } from "../../api/types";
import { SECTIONS } from "../../form/registration/sections";
import { idOf } from "../../form/values";
import { useLanguage } from "../../hooks/language";
import { useAction } from "../../hooks/use-action";
import { paths, withField } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { ErrorSummary } from "../../ui/error-summary";
import { goWith } from "../../ui/hand-over";
import { Deadline } from "../../ui/instant";
import { Page } from "../../ui/page";
import { useErrorsOfPage } from "../../ui/page-errors";
import { problemText } from "../../ui/problem-text";
import { useTexts } from "../../ui/use-texts";
import { FilledIn } from "../form/filled-in";
import { useFormInBoth } from "../form/use-words";
import { canBeSubmitted, gapsIn, useRegistration, useRegistrationDocuments } from "../use-registration";
import { useRegisteringTexts } from "../use-texts";

/** Everything entered, to be read once more and submitted for review (S100). */
export default function CheckRegistrationPage({ registrationId }: { registrationId: string }) {
  const t = useRegisteringTexts().registration;
  const { read } = useLanguage();
  const path = { registrationId };
  const registration = useRegistration(registrationId);
  const documents = useRegistrationDocuments(registrationId);
  const form = paths.registrationForm(path);

  const submit = useAction(async () => {
    const version = registration.content?.version ?? 0;
    try {
      await reply(api.POST("/api/registrations/{registrationId}/submission", { params: { path }, body: { version } }));
    } catch (error) {
      // The page may show an old state: an answer that was lost, or another tab.
      if (error instanceof Problem && error.status === 409) {
        await Promise.all([registration.reload(), documents.reload()]);
      }
      throw error;
    }
    goWith(form, { done: "registration_submitted" });
  });

  return (
    <Page
      title={t.check}
      caption={registration.content ? read(registration.content.semester.name) : undefined}
      back={{ href: form, text: t.backToForm }}
    >
      <Await loaded={registration}>
        {(content) => (
          <Await loaded={documents}>
            {({ items }) => (
              <>
                {submit.problem && <Refusal registration={content} problem={submit.problem} form={form} />}
                <Doubts registration={content} documents={items} form={form} />
                <FilledIn registration={content} documents={items} change={(id) => withField(form, id)} />
                <Submit registration={content} busy={submit.busy} submit={() => void submit.run()} />
              </>
            )}
          </Await>
        )}
      </Await>
    </Page>
  );
}

interface SubmitProps {
  registration: Registration;
  busy: boolean;
  submit: () => void;
}

function Submit({ registration, busy, submit }: SubmitProps) {
  const t = useRegisteringTexts().registration;
  const { state, window } = registration;
  if (!canBeSubmitted(registration)) {
    const isWithStudent = state === "draft" || state === "returned";
    return <p class="govuk-inset-text">{isWithStudent ? window.text : t.locked}</p>;
  }
  return (
    <>
      <p class="govuk-body">{t.lockNote}</p>
      {state === "draft" && window.closesAt && (
        <p class="govuk-body">
          {t.until}: <Deadline at={window.closesAt} />
        </p>
      )}
      <Button busy={busy} onClick={submit}>
        {t.submit}
      </Button>
    </>
  );
}

interface DoubtsProps {
  registration: Registration;
  documents: readonly UploadedDocument[];
  /** The page of the form. */
  form: string;
}

/** What is plainly missing, and what is worth a second look, with the way to mend it. */
function Doubts({ registration, documents, form }: DoubtsProps) {
  const t = useRegisteringTexts().registration;
  const texts = useTexts();
  const { read } = useLanguage();
  const { wording } = useFormInBoth();
  if (!canBeSubmitted(registration)) return null;
  const linesOf = (kind: "missing" | "warnings"): Line[] =>
    SECTIONS.flatMap(({ name }) =>
      registration.sections[name][kind].map(({ pointer, detail }) => ({
        text: texts.errors.inField(wording.label(name, pointer), detail),
        href: withField(form, idOf(pointer)),
      })),
    );
  const slots = gapsIn(registration, documents).map(({ row }) => ({
    text: texts.errors.inField(read(row.name), t.documentMissing),
    href: withField(form, row.slot),
  }));
  return (
    <>
      <Lines title={t.missing} lines={[...linesOf("missing"), ...slots]} />
      <Lines title={t.lookAgain} lines={linesOf("warnings")} />
    </>
  );
}

interface Line {
  text: string;
  href: string;
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">{title}</p>
      <ul class="govuk-list govuk-list--bullet">
        {lines.map(({ text, href }) => (
          <li key={text}>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why the service did not take it: each gap leads to its field or document. */
function Refusal({ registration, problem, form }: { registration: Registration; problem: Problem; form: string }) {
  useErrorsOfPage(true);
  const texts = useTexts();
  const { read } = useLanguage();
  const { wording } = useFormInBoth();
  const lines = problem.errors.map(({ pointer, detail }) => {
    const [, part = "", name = ""] = pointer.split("/");
    if (part === "documents") {
      const row = registration.checklist.find(({ slot }) => slot === name);
      return { text: texts.errors.inField(row ? read(row.name) : name, detail), href: withField(form, name) };
    }
    const inner = pointer.slice(`/sections/${name}`.length);
    return { text: texts.errors.inField(wording.label(name, inner), detail), href: withField(form, idOf(inner)) };
  });
  return <ErrorSummary answer={problem} lines={lines.length > 0 ? lines : [{ text: problemText(problem, texts) }]} />;
}
