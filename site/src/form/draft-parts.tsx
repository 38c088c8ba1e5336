import { isConflict } from "../api/problem";
import type { FieldProblem, Problem } from "../api/problem";
import type { SaveState } from "../hooks/use-autosave";
import { Button } from "../ui/button";
import { ErrorSummary, focusField } from "../ui/error-summary";
import { Instant } from "../ui/instant";
import { useErrorsOfPage } from "../ui/page-errors";
import { problemText } from "../ui/problem-text";
import { useTexts } from "../ui/use-texts";
import type { Context, SectionSpec } from "./spec";
import type { Draft } from "./use-draft";
import { useFormTexts } from "./use-texts";
import type { Wording } from "./use-wording";
import { idOf, placed } from "./values";

/** What keeps a section from being done, in the order of the page; in a conflict also what was changed elsewhere. */
export function DraftProblems({ draft, reload, ...shown }: ProblemsProps & { reload: () => void }) {
  const { problem } = draft;
  useErrorsOfPage(problem !== null);
  if (problem === null) return null;
  return (
    <>
      <Problems draft={draft} problem={problem} {...shown} />
      {isConflict(problem) && <Conflict problem={problem} reload={reload} {...shown} />}
    </>
  );
}

interface ProblemsProps {
  draft: Draft;
  section: SectionSpec;
  wording: Wording;
  context: Context;
}

function Problems({ draft, problem, section, wording, context }: ProblemsProps & { problem: Problem }) {
  const texts = useTexts();
  const order = placed(section, draft.fields, context).map(({ pointer }) => pointer);
  // A list that lacks rows stands before its first row.
  const place = (pointer: string) => order.findIndex((each) => each === pointer || each.startsWith(`${pointer}/`));
  const lines = [...draft.wrong]
    .sort((one, other) => place(one.pointer) - place(other.pointer))
    .map(({ pointer, detail }) => ({
      text: texts.errors.inField(wording.label(section.name, pointer), detail),
      href: `#${idOf(pointer)}`,
    }));
  return <ErrorSummary answer={problem} lines={lines.length > 0 ? lines : [{ text: problemText(problem, texts) }]} />;
}

interface ConflictProps {
  problem: Problem;
  section: SectionSpec;
  wording: Wording;
  reload: () => void;
}

/** Another tab was faster: what it changed, and when. */
function Conflict({ problem, section, wording, reload }: ConflictProps) {
  const t = useFormTexts();
  const changes = problem.changes.filter(({ part }) => part === section.name);
  return (
    <>
      {changes.map(({ part, fields, at }) => (
        <p class="govuk-body" key={part}>
          {t.changedElsewhere(
            fields.map((field) => wording.label(section.name, `/${field}`) || field).join(t.separator),
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

interface PlacesProps {
  section: SectionSpec;
  wording: Wording;
  title: string;
  found: readonly FieldProblem[];
}

/** Fields worth going to, each with why. */
export function Places({ section, wording, title, found }: PlacesProps) {
  const texts = useTexts();
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
              {texts.errors.inField(wording.label(section.name, pointer), detail)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How far what was typed is kept, and the two ways on. */
export function DraftButtons({ draft, next }: { draft: Draft; next: string }) {
  const { saveAndNext, saveDraft } = draft;
  return (
    <>
      <SaveStatus state={draft.saveState} />
      <div class="govuk-button-group">
        <Button busy={saveAndNext.busy}>{next}</Button>
        <Button secondary busy={saveDraft.busy} onClick={() => void saveDraft.run()}>
          {useFormTexts().saveDraft}
        </Button>
      </div>
    </>
  );
}

/** How far what was typed is kept. */
export function SaveStatus({ state }: { state: SaveState }) {
  const t = useFormTexts().saveStates;
  return (
    <p class={`govuk-body-s site-save-status site-save-status--${state}`} role="status">
      {state !== "untouched" && t[state]}
    </p>
  );
}
