import { useLanguage } from "../hooks/language";
import { useLoaded } from "../hooks/use-loaded";
import { api, reply } from "./client";

/** An application of the reader's; read again when `language` changes, for what is said of its gaps. */
export function useApplication(applicationId: string, language?: string) {
  const params = { path: { applicationId } };
  return useLoaded(() => reply(api.GET("/api/applications/{applicationId}", { params })), [applicationId], language);
}

/** Where an application stands and what is next; read again when the language changes, for what is said of it. */
export function useStatus(applicationId: string) {
  const { language } = useLanguage();
  const params = { path: { applicationId } };
  return useLoaded(
    () => reply(api.GET("/api/applications/{applicationId}/status", { params })),
    [applicationId],
    language,
  );
}

/** The documents of an application; read again when the language changes, for the reasons of refusals. */
export function useDocuments(applicationId: string) {
  const { language } = useLanguage();
  const params = { path: { applicationId } };
  return useLoaded(
    () => reply(api.GET("/api/applications/{applicationId}/documents", { params })),
    [applicationId],
    language,
  );
}

/** How the payment of an application stands. */
export function usePayment(applicationId: string) {
  const params = { path: { applicationId } };
  return useLoaded(() => reply(api.GET("/api/applications/{applicationId}/payment", { params })), [applicationId]);
}
