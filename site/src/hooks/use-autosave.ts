import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem";

/** Where what was typed is: with the service, on its way, or only in this page. */
export type SaveState = "untouched" | "unsaved" | "saving" | "saved" | "failed" | "refused";

export interface Autosave {
  state: SaveState;
  /** Says that something was typed; it is saved after a pause. */
  touch: () => void;
  /** Saves at once what there is, with `how` where that is given; throws what goes wrong. */
  flush: (how?: () => Promise<void>) => Promise<void>;
  /** Saves at once what was typed and is not saved yet; throws what goes wrong. */
  settle: () => Promise<void>;
  /** Saves what was typed without waiting for a pause. */
  hurry: () => void;
}

/** How long after the last key a save begins, in milliseconds. */
const PAUSE = 1500;
/** How long after a failure it is tried again, in milliseconds. */
const RETRY = 5000;

/**
 * Saves with `save` whenever typing pauses, one save at a time. A failure that
 * passes (no connection) is tried again; another is given to `report` and ends it.
 */
export function useAutosave(save: () => Promise<void>, report: (problem: Problem) => void): Autosave {
  const [state, setState] = useState<SaveState>("untouched");
  const latest = useRef({ save, report });
  latest.current = { save, report };
  const queue = useRef(Promise.resolve());
  const timer = useRef(0);
  const dirty = useRef(false);

  function schedule(pause: number): void {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void saveNow(), pause);
  }

  /** One thing after the other, so that no save overtakes another. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    clearTimeout(timer.current);
    const turn = queue.current.then(work);
    queue.current = turn.catch(() => undefined);
    return turn;
  }

  async function saveNow(): Promise<void> {
    try {
      await inTurn(() => saveWhatThereIs());
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (!isPassing(error)) latest.current.report(error);
    }
  }

  async function saveWhatThereIs(how = latest.current.save): Promise<void> {
    if (!dirty.current) return;
    dirty.current = false;
    setState("saving");
    try {
      await how();
      setState(dirty.current ? "unsaved" : "saved");
    } catch (error) {
      dirty.current = true;
      setState(isPassing(error) ? "failed" : "refused");
      if (isPassing(error)) schedule(RETRY);
      throw error;
    }
  }

  useEffect(() => {
    // Whoever leaves or closes the page keeps what was typed, as far as the line allows.
    const leave = () => void saveNow();
    const hide = () => document.hidden && leave();
    const warn = (event: BeforeUnloadEvent) => {
      if (!dirty.current) return;
      leave();
      event.preventDefault();
    };
    document.addEventListener("visibilitychange", hide);
    addEventListener("beforeunload", warn);
    return () => {
      document.removeEventListener("visibilitychange", hide);
      removeEventListener("beforeunload", warn);
      leave();
    };
  }, []);

  return {
    state,
    touch() {
      dirty.current = true;
      setState("unsaved");
      schedule(PAUSE);
    },
    flush(how) {
      dirty.current = true;
      return inTurn(() => saveWhatThereIs(how));
    },
    settle: () => inTurn(() => saveWhatThereIs()),
    hurry: () => schedule(0),
  };
}

/** No connection, or the service is down for a moment. */
function isPassing(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status >= 500);
}
