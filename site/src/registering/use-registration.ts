import { api, reply } from "../api/client";
import { isProblem } from "../api/problem";
import type { Registration, UploadedDocument } from "../api/types";
import { isGap, slotsOf } from "../domain/slots";
import type { Checklist } from "../domain/slots";
import { useLanguage } from "../hooks/language";
import { useLoaded } from "../hooks/use-loaded";

const at = (registrationId: string) => ({ params: { path: { registrationId } } });

/** A registration of the reader's, begun or not. */
export function readRegistration(id: string): Promise<Registration> {
  return reply(api.GET("/api/registrations/{registrationId}", at(id)));
}

/** Its documents; none while nothing is saved of it. */
export async function readDocuments(id: string): Promise<{ items: UploadedDocument[] }> {
  try {
    return await reply(api.GET("/api/registrations/{registrationId}/documents", at(id)));
  } catch (error) {
    if (isProblem(error, "not_found")) return { items: [] };
    throw error;
  }
}

/** A registration; read again when the language changes, for what is said of its gaps. */
export function useRegistration(id: string) {
  const { language } = useLanguage();
  return useLoaded(() => readRegistration(id), [id], language);
}

/** The documents of a registration; read again when the language changes, for the reasons of refusals. */
export function useRegistrationDocuments(id: string) {
  const { language } = useLanguage();
  return useLoaded(() => readDocuments(id), [id], language);
}

/** The documents that a registration asks for. */
export function checklistOf({ checklist, openSlots }: Pick<Registration, "checklist" | "openSlots">): Checklist {
  const open: readonly string[] = openSlots;
  return { rows: checklist, takes: (slot) => open.includes(slot) };
}

/** The slots that keep a registration from being submitted. */
export function gapsIn(registration: Registration, documents: readonly UploadedDocument[]) {
  return slotsOf(checklistOf(registration), documents).filter(isGap);
}

/** Whether the student studies, so that the registration can be changed at all (S77). */
const studies = ({ window }: Registration) => window.state !== "not_enrolled" && window.state !== "suspended";

/** Whether the student can fill it in now: a draft within the window or begun in it, and what was returned (S73, S101). */
export function canBeFilledIn(registration: Registration): boolean {
  const { state, version, window } = registration;
  if (state === "returned") return studies(registration);
  return state === "draft" && studies(registration) && (window.state === "open" || version > 0);
}

/** Whether it can be submitted now (S73, S101). */
export function canBeSubmitted(registration: Registration): boolean {
  return canBeFilledIn(registration) && (registration.state === "returned" || registration.window.state === "open");
}
