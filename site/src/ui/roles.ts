import type { StaffRole } from "../api/types";
import { paths } from "../paths";
import type { Texts } from "./texts/en";

/** What a member of staff can be, in the order shown. */
export const STAFF_ROLES = [
  "reviewer",
  "finance",
  "visa_officer",
  "registrar",
  "administrator",
  "viewer",
] as const satisfies readonly StaffRole[];

/** Whether somebody has no other work here than the roster: what else there is, is nothing to them. */
export const keepsRosterOnly = (roles: readonly StaffRole[]) => roles.join() === "registrar";

/** Whether somebody has no other work here than letters: applicants are nothing to them. */
export const keepsLettersOnly = (roles: readonly StaffRole[]) => roles.join() === "visa_officer";

/** Where somebody of the staff begins. */
export const staffHome = (roles: readonly StaffRole[]) => (keepsRosterOnly(roles) ? paths.roster : paths.reviews);

/** The roles in words. */
export function rolesText(roles: readonly StaffRole[], texts: Texts): string {
  const inOrder = STAFF_ROLES.filter((role) => roles.includes(role));
  return inOrder.map((role) => texts.roles.names[role]).join(texts.roles.separator) || texts.roles.none;
}
