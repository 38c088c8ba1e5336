import { useRef } from "preact/hooks";
import { isConflict, Problem } from "../api/problem";
import type { FieldProblem } from "../api/problem";
import type { Fields } from "./spec";

/** Whether what is sent is on its way to being done, or kept as it is. */
export type Intent = "save_draft" | "save_and_next";

/** What the service answers to a save. */
export interface Saved {
  version: number;
  missing: readonly FieldProblem[];
  warnings: readonly FieldProblem[];
}

/** Keeps a section with what was typed. */
export type Save = (intent: Intent, fields: Fields) => Promise<Saved>;

/** A section as the service keeps it from `first` on: each save that `send` makes moves its version on. */
export function useVersionedSave(
  first: number,
  send: (version: number, intent: Intent, fields: Fields) => Promise<Saved>,
): Save {
  const version = useRef(first);
  /** What was sent without a clear answer, oldest first: any of it may have arrived all the same. */
  const unanswered = useRef<Fields[]>([]);

  async function put(intent: Intent, fields: Fields): Promise<Saved> {
    const earlier = unanswered.current.filter((each) => each !== fields);
    unanswered.current = [...earlier, fields];
    try {
      const saved = await send(version.current, intent, fields);
      version.current = saved.version;
      unanswered.current = [];
      return saved;
    } catch (error) {
      // A refusal says that this did not arrive, and nothing of what was sent before.
      if (isRefusal(error)) unanswered.current = earlier;
      throw error;
    }
  }

  /** Whether one of `drafts` is what the service holds: then the version is known again, and the conflict was with ourselves. */
  async function isOurs(drafts: readonly Fields[]): Promise<boolean> {
    for (const draft of [...drafts].reverse()) {
      try {
        // The same again is no change where it did arrive, and a conflict where it did not.
        await put("save_draft", draft);
        return true;
      } catch (error) {
        if (!isConflict(error)) throw error;
      }
    }
    return false;
  }

  return async function save(intent, fields) {
    const before = unanswered.current;
    try {
      return await put(intent, fields);
    } catch (error) {
      if (!isConflict(error) || !(await isOurs(before))) throw error;
      return put(intent, fields);
    }
  };
}

/** The service has looked at it and said no. Of a failure nobody knows how far it came. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status >= 400 && error.status < 500;
}
