import { api, reply } from "../api/client";
import type { Application } from "../api/types";
import { checklistOf } from "../domain/application-state";
import type { Folder } from "../form/documents/folder";

/** The documents of an application. */
export function folderOf(application: Application): Folder {
  const path = { applicationId: application.id };
  return {
    id: application.id,
    ...checklistOf(application),
    announce: (files) =>
      reply(api.POST("/api/applications/{applicationId}/documents", { params: { path }, body: { files } })),
    async remove(documentId) {
      await reply(
        api.DELETE("/api/applications/{applicationId}/documents/{documentId}", {
          params: { path: { ...path, documentId } },
        }),
      );
    },
  };
}
