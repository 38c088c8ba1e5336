import type { Application, ApplicationSummary, SectionName } from "../api/types";
import type { Checklist } from "./slots";

type Standing = Pick<ApplicationSummary, "state">;

/** Whether the application has left the applicant's hands at least once (S58). */
export function isSubmitted({ state }: Standing): boolean {
  return state !== "draft" && state !== "withdrawn";
}

/** Whether the applicant can send it to the university now: a draft, or what is to be revised (S65). */
export function canBeSent({ state }: Standing): boolean {
  return state === "draft" || state === "revision_requested";
}

/** Whether it keeps its owner from having another one in the same intake (S68, S69). */
export function isActive({ state }: Standing): boolean {
  return state !== "declined" && state !== "withdrawn";
}

/** Whether documents for a slot can be added and removed now. */
export function takesDocuments({ state, revision }: Application, slot: string): boolean {
  return state === "draft" || (state === "revision_requested" && (revision?.slots.includes(slot) ?? false));
}

/** The documents that an application is asked for. */
export const checklistOf = (application: Application): Checklist => ({
  rows: application.checklist,
  takes: (slot) => takesDocuments(application, slot),
});

/** The fields of a section that staff have re-opened, by their names. */
export function reopenedFields({ revision }: Application, section: SectionName): string[] {
  const place = `${section}/`;
  return (revision?.fields ?? []).filter((field) => field.startsWith(place)).map((field) => field.slice(place.length));
}
