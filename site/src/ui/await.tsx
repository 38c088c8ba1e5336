import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Loaded } from "../hooks/use-loaded";
import { Button } from "./button";
import { focusField } from "./error-summary";
import { problemText } from "./problem-text";
import { useTexts } from "./use-texts";

interface Props<T> {
  loaded: Loaded<T>;
  children: (content: T) => ComponentChildren;
}

/**
 * What was read; until then a word of patience, or why it cannot be read and a way to try again. What could
 * not be read again is shown as it was, and that it is so stands above it.
 */
export function Await<T>({ loaded, children }: Props<T>) {
  const arrived = loaded.content !== null;
  // The address may name a field ("#familyName"), which is there only now.
  useEffect(() => {
    if (arrived && location.hash !== "") focusField(location.hash.slice(1));
  }, [arrived]);

  if (!arrived && loaded.problem === null) return <Waiting />;
  return (
    <>
      {loaded.problem && <CouldNotRead loaded={loaded} />}
      {loaded.content !== null && children(loaded.content)}
    </>
  );
}

function CouldNotRead<T>({ loaded }: { loaded: Loaded<T> }) {
  const texts = useTexts();
  const { problem, reload } = loaded;
  if (problem === null) return null;
  return (
    <div role="alert">
      <p class="govuk-body">{problemText(problem, texts)}</p>
      {problem.status !== 404 && (
        <Button secondary onClick={() => void reload()}>
          {texts.tryAgain}
        </Button>
      )}
    </div>
  );
}

/** Something is on its way. */
export function Waiting() {
  const texts = useTexts();
  return (
    <p class="govuk-body site-waiting" role="status">
      {texts.loading}
    </p>
  );
}

/** A page that is on its way. */
export function WaitingPage() {
  return (
    <div class="site-page">
      <main class="govuk-width-container govuk-main-wrapper" id="main">
        <Waiting />
      </main>
    </div>
  );
}
