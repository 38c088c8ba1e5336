import { api, reply } from "../api/client";

/** Has a link sent to the contact address of an application (S13). */
export function askForLink(applicationId: string) {
  const params = { path: { applicationId } };
  return reply(api.POST("/api/applications/{applicationId}/contact-email", { params }));
}
