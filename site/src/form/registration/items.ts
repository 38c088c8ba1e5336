import { registrationItems } from "../../../../docs/forms.json";
import type { RegistrationItem, RegistrationSection } from "../../api/types";

/** What staff pass or return, with the sections that each is about: `cargo dev api` writes it down. */
const SECTIONS_OF = registrationItems as Record<RegistrationItem, readonly RegistrationSection[]>;

/** The item that a section belongs to; none where nobody looks at it. */
export function itemOf(section: RegistrationSection): RegistrationItem | undefined {
  const items = Object.keys(SECTIONS_OF) as RegistrationItem[];
  return items.find((item) => SECTIONS_OF[item].includes(section));
}
