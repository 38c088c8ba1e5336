import { application } from "../../../../docs/forms.json";
import type { SectionName } from "../../api/types";
import type { SectionSpec } from "../spec";

/** The sections of the form, in the order of the steps. The service declares them: `cargo dev api` writes them down. */
export const SECTIONS = application.sections as readonly SectionSpec<SectionName>[];

/** The section of this name. */
export function sectionOf(name: string): SectionSpec<SectionName> {
  const found = SECTIONS.find((section) => section.name === name);
  if (!found) throw new Error(`no section ${name}`);
  return found;
}
