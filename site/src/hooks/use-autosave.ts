import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem";

/** Where what was typed is: with the service, on its way, or only in this page. */
export type SaveState = "untouched" | "unsaved" | "saving" | "saved" | "failed";

export interface Autosave {
  state: SaveState;
  /** Says that something was typed; it is saved after a pause. */
  touch: () => void;
  /** Runs `work` when no save is under way, in place of the one that is due. */
  instead: (work: () => Promise<void>) => Promise<void>;
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

  function saveNow(): Promise<void> {
    clearTimeout(timer.current);
    queue.current = queue.current.then(saveOnce);
    return queue.current;
  }

  async function saveOnce(): Promise<void> {
    if (!dirty.current) return;
    dirty.current = false;
    setState("saving");
    try {
      await latest.current.save();
      setState(dirty.current ? "unsaved" : "saved");
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      dirty.current = true;
      setState("failed");
      if (error.status === 0 || error.status >= 500) schedule(RETRY);
      else latest.current.report(error);
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
    async instead(work) {
      clearTimeout(timer.current);
      await queue.current;
      const running = work();
      queue.current = running.catch(() => undefined);
      await running;
      dirty.current = false;
      setState("saved");
    },
  };
}
