import { registration } from "../../../../docs/forms.json";
import type { RegistrationSection } from "../../api/types";
import type { SectionSpec } from "../spec";

/** The sections of the form, in the order of the page. The service declares them: `cargo dev api` writes them down. */
export const SECTIONS = registration.sections as readonly SectionSpec<RegistrationSection>[];

/** The section of this name. */
export function sectionOf(name: string): SectionSpec<RegistrationSection> {
  const found = SECTIONS.find((section) => section.name === name);
  if (!found) throw new Error(`no section ${name}`);
  return found;
}

/** The section in which a document is uploaded: beside what it proves. */
export function sectionOfSlot(slot: string): SectionSpec<RegistrationSection> | undefined {
  return SECTIONS.find(({ parts }) => parts.some((part) => "document" in part && part.document === slot));
}
