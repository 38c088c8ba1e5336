import type { StaffRole } from "../api/types";
import { CheckboxesField } from "../ui/fields";
import { STAFF_ROLES } from "../ui/roles";
import { useTexts } from "../ui/use-texts";
import { useConsoleTexts } from "./use-texts";

interface Props {
  value: readonly StaffRole[];
  onValue: (roles: StaffRole[]) => void;
  error?: string | undefined;
}

/** What a member of staff may do. */
export function RolesField({ value, onValue, error }: Props) {
  const { heading, names } = useTexts().roles;
  const t = useConsoleTexts().roles;
  return (
    <CheckboxesField
      id="roles"
      label={heading}
      hint={t.hint}
      error={error}
      value={value}
      onValue={(chosen) => onValue(STAFF_ROLES.filter((role) => chosen.includes(role)))}
      choices={STAFF_ROLES.map((role) => ({ value: role, text: names[role], hint: t.what[role] }))}
    />
  );
}
