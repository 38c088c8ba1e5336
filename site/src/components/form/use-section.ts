import { useRef } from "preact/hooks";
import { api, reply } from "../../api/client";
import { isProblem, Problem } from "../../api/problem";
import type { Application, BodyOf, ReplyOf } from "../../api/types";
import type { Fields, SectionName } from "../../domain/form/spec";

export type Intent = BodyOf<"save_section">["intent"];
type Saved = ReplyOf<"save_section">;

/** A section as the service keeps it: saving moves its version on. */
export function useSection(application: Application, section: SectionName) {
  const version = useRef(application.version);
  /** What was sent last without an answer: it may have arrived all the same. */
  const unanswered = useRef<Fields | null>(null);

  async function put(intent: Intent, fields: Fields): Promise<Saved> {
    const saved = await reply(
      api.PUT("/api/applications/{applicationId}/sections/{section}", {
        params: { path: { applicationId: application.id, section } },
        body: { version: version.current, intent, fields: fields as BodyOf<"save_section">["fields"] },
      }),
    );
    version.current = saved.version;
    return saved;
  }

  return async function save(intent: Intent, fields: Fields): Promise<Saved> {
    const lost = unanswered.current;
    unanswered.current = fields;
    try {
      const saved = await put(intent, fields).catch(async (error: unknown) => {
        if (lost === null || !isProblem(error, "version_conflict")) throw error;
        // The same again is no change where it did arrive; then the conflict was with ourselves.
        await put("save_draft", lost);
        return put(intent, fields);
      });
      unanswered.current = null;
      return saved;
    } catch (error) {
      if (error instanceof Problem && error.status !== 0) unanswered.current = null;
      throw error;
    }
  };
}
