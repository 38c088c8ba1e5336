import { useEffect, useRef } from "preact/hooks";
import { fieldOf } from "../api/problem";
import type { Problem } from "../api/problem";
import { useErrorsOfPage } from "./page-errors";
import { problemText } from "./problem-text";
import { useTexts } from "./use-texts";

/** One line of the summary: the text, and where the mistake can be mended. */
export interface ErrorLine {
  text: string;
  /** A field of this page ("#familyName") or another page. */
  href?: string | undefined;
}

interface Props {
  lines: readonly ErrorLine[];
  /** What the lines are about: the summary takes the focus when it is another one. */
  answer: unknown;
}

/** What went wrong, on top of the page. */
export function ErrorSummary({ lines, answer }: Props) {
  const texts = useTexts();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [answer]);

  return (
    <div class="govuk-error-summary" tabIndex={-1} ref={summary}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{texts.errors.summary}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {lines.map((line) => (
              <li key={line.text}>{line.href ? <ErrorLink {...line} /> : line.text}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

function ErrorLink({ href = "", text }: ErrorLine) {
  if (!href.startsWith("#")) return <a href={href}>{text}</a>;
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault();
        focusField(href.slice(1));
      }}
    >
      {text}
    </a>
  );
}

/** Puts the cursor into a field, with its label in view. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  (field?.closest(".govuk-form-group") ?? field)?.scrollIntoView();
  field?.focus({ preventScroll: true });
}

interface ProblemProps {
  problem: Problem | null;
  answer?: unknown;
  /** The id of the field that a pointer means; without it, the pointer's last part. */
  fieldId?: ((pointer: string) => string) | undefined;
}

/** The summary of one problem of the API: its field errors, else its sentence. Nothing where there is none. */
export function ProblemSummary({ problem, answer = problem, fieldId = fieldOf }: ProblemProps) {
  const texts = useTexts();
  if (problem === null) return null;
  const fields = problem.errors.map((error) => ({ text: error.detail, href: `#${fieldId(error.pointer)}` }));
  return <ErrorSummary answer={answer} lines={fields.length > 0 ? fields : [{ text: problemText(problem, texts) }]} />;
}

/** What a form or an action has to say for itself. */
export interface Refusable {
  problem: Problem | null;
  answer?: unknown;
}

/** Why what the page is about did not succeed: a summary, which the page's title announces. */
export function PageProblem({ of, fieldId }: { of: Refusable; fieldId?: (pointer: string) => string }) {
  useErrorsOfPage(of.problem !== null);
  return <ProblemSummary problem={of.problem} answer={of.answer} fieldId={fieldId} />;
}
