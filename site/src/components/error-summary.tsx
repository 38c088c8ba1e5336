import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../api/problem";
import { useLanguage } from "../language";
import { problemText } from "../domain/problem-text";

/** One line of the summary: the text, and where the mistake can be mended. */
export interface ErrorLine {
  text: string;
  /** A field of this page ("#familyName") or another page. */
  href?: string | undefined;
}

/** What went wrong, on top of the page. It takes the focus each time it has something new to say. */
export function ErrorSummary({ lines }: { lines: readonly ErrorLine[] }) {
  const { texts } = useLanguage();
  const summary = useRef<HTMLDivElement>(null);
  const said = lines.map((line) => line.text).join("\n");
  useEffect(() => summary.current?.focus(), [said, lines.length]);

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

/** The summary of one problem of the API: its field errors, else its sentence. */
export function ProblemSummary({ problem }: { problem: Problem }) {
  const { texts } = useLanguage();
  const fields = problem.errors.map((error) => ({ text: error.detail, href: `#${fieldOf(error.pointer)}` }));
  return <ErrorSummary lines={fields.length > 0 ? fields : [{ text: problemText(problem, texts) }]} />;
}

/** The id of the field that a JSON pointer means: its last part. */
export function fieldOf(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf("/") + 1);
}

/** The text of each field's error, by the field's id. */
export function fieldErrors(problem: Problem | null): Record<string, string> {
  return Object.fromEntries((problem?.errors ?? []).map((error) => [fieldOf(error.pointer), error.detail]));
}
