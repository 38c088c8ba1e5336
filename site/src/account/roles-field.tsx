import type { StaffRole } from "../api/types";
import { STAFF_ROLES } from "../domain/roles";
import { useLanguage } from "../language";
import { FieldsetGroup } from "../components/form-group";

interface Props {
  value: readonly StaffRole[];
  onValue: (roles: StaffRole[]) => void;
  error?: string | undefined;
}

/** What a member of staff may do. The first tick carries the field's id, so that the error summary leads to it. */
export function RolesField({ value, onValue, error }: Props) {
  const { texts } = useLanguage();
  const t = texts.roles;
  return (
    <FieldsetGroup id="roles" label={t.heading} hint={t.hint} error={error}>
      <div class="govuk-checkboxes">
        {STAFF_ROLES.map((role, index) => {
          const id = index === 0 ? "roles" : `roles-${role}`;
          return (
            <div class="govuk-checkboxes__item" key={role}>
              <input
                class="govuk-checkboxes__input"
                id={id}
                name="roles"
                type="checkbox"
                value={role}
                checked={value.includes(role)}
                aria-describedby={`${id}-what`}
                onChange={(event) => {
                  const others = value.filter((each) => each !== role);
                  onValue(event.currentTarget.checked ? [...others, role] : others);
                }}
              />
              <label class="govuk-label govuk-checkboxes__label" for={id}>
                {t.names[role]}
              </label>
              <div id={`${id}-what`} class="govuk-hint govuk-checkboxes__hint">
                {t.what[role]}
              </div>
            </div>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}
