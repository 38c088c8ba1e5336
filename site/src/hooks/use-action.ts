import { useRef, useState } from "preact/hooks";
import { Problem } from "../api/problem";

/** Something the reader set off: whether it is going on, and why it failed the last time. */
export interface Action<Arguments extends unknown[]> {
  busy: boolean;
  problem: Problem | null;
  run: (...given: Arguments) => Promise<void>;
  /** Shows `problem` as if the service had answered it (a check made here), or takes it away. */
  report: (problem: Problem | null) => void;
}

/** Runs `work` one at a time and keeps its problem for the page to show. */
export function useAction<Arguments extends unknown[]>(
  work: (...given: Arguments) => Promise<void>,
): Action<Arguments> {
  const [busy, setBusy] = useState(false);
  const [problem, report] = useState<Problem | null>(null);
  const running = useRef(false);

  async function run(...given: Arguments): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    report(null);
    try {
      await work(...given);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      report(error);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { busy, problem, run, report };
}
