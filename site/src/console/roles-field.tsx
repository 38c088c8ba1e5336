import type { StaffRole } from "../api/types";
import { CheckboxesField } from "../ui/fields";
import { STAFF_ROLES } from "../ui/roles";
import { useLanguage } from "../hooks/language";

interface Props {
  value: readonly StaffRole[];
  onValue: (roles: StaffRole[]) => void;
  error?: string | undefined;
}

/** What a member of staff may do. */
export function RolesField({ value, onValue, error }: Props) {
  const { texts } = useLanguage();
  const t = texts.roles;
  return (
    <CheckboxesField
      id="roles"
      label={t.heading}
      hint={t.hint}
      error={error}
      value={value}
      onValue={(chosen) => onValue(STAFF_ROLES.filter((role) => chosen.includes(role)))}
      choices={STAFF_ROLES.map((role) => ({ value: role, text: t.names[role], hint: t.what[role] }))}
    />
  );
}
