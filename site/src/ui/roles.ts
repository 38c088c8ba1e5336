import type { StaffRole } from "../api/types";
import { paths, withQuery } from "../paths";
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

/** Whether somebody has no other work here than that of the student office: what else there is, is nothing to them. */
export const isStudentOfficeOnly = (roles: readonly StaffRole[]) =>
  roles.length > 0 && roles.every((role) => role === "registrar" || role === "visa_officer");

/** Where somebody of the staff begins: a visa officer with the tasks that wait, a registrar with the roster. */
export function staffHome(roles: readonly StaffRole[]): string {
  if (!isStudentOfficeOnly(roles)) return paths.reviews;
  return roles.includes("visa_officer") ? withQuery(paths.reviews, { queue: "visa" }) : paths.roster;
}

/** The roles in words. */
export function rolesText(roles: readonly StaffRole[], texts: Texts): string {
  const inOrder = STAFF_ROLES.filter((role) => roles.includes(role));
  return inOrder.map((role) => texts.roles.names[role]).join(texts.roles.separator) || texts.roles.none;
}
