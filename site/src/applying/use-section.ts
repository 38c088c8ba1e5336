import { api, reply } from "../api/client";
import type { Application, BodyOf, SectionName } from "../api/types";
import { useVersionedSave } from "../form/use-versioned-save";
import type { Save } from "../form/use-versioned-save";

/** Keeps a section of an application. */
export function useSection({ id, version }: Pick<Application, "id" | "version">, section: SectionName): Save {
  return useVersionedSave(version, (version, intent, given) => {
    const fields = given as BodyOf<"save_section">["fields"];
    return reply(
      api.PUT("/api/applications/{applicationId}/sections/{section}", {
        params: { path: { applicationId: id, section } },
        body: { version, intent, fields },
      }),
    );
  });
}
