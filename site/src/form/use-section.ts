import { useRef } from "preact/hooks";
import { api, reply } from "../api/client";
import { isProblem, Problem } from "../api/problem";
import type { Application, BodyOf, ReplyOf } from "../api/types";
import type { Fields, SectionName } from "./spec";

export type Intent = BodyOf<"save_section">["intent"];
type Saved = ReplyOf<"save_section">;

/** A section as the service keeps it: saving moves its version on. */
export function useSection(application: Application, section: SectionName) {
  const version = useRef(application.version);
  /** What was sent without a clear answer, oldest first: any of it may have arrived all the same. */
  const unanswered = useRef<Fields[]>([]);

  async function put(intent: Intent, fields: Fields): Promise<Saved> {
    const earlier = unanswered.current.filter((each) => each !== fields);
    unanswered.current = [...earlier, fields];
    try {
      const saved = await reply(
        api.PUT("/api/applications/{applicationId}/sections/{section}", {
          params: { path: { applicationId: application.id, section } },
          body: { version: version.current, intent, fields: fields as BodyOf<"save_section">["fields"] },
        }),
      );
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
        if (!isProblem(error, "version_conflict")) throw error;
      }
    }
    return false;
  }

  return async function save(intent: Intent, fields: Fields): Promise<Saved> {
    const before = unanswered.current;
    try {
      return await put(intent, fields);
    } catch (error) {
      if (!isProblem(error, "version_conflict") || !(await isOurs(before))) throw error;
      return put(intent, fields);
    }
  };
}

/** The service has looked at it and said no. Of a failure nobody knows how far it came. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status >= 400 && error.status < 500;
}
