import type { FieldProblem } from "../api/problem";
import { judgePassword } from "../domain/password";
import { mistake } from "../hooks/use-form";
import { PasswordField } from "../ui/fields";
import { PasswordMeter } from "./password-meter";
import type { AccountTexts } from "./texts/en";
import { commonPasswords, useCommonPasswords } from "./use-common-passwords";
import { useAccountTexts } from "./use-texts";

/** A new password, typed twice (S11). */
export interface NewPassword {
  password: string;
  passwordConfirmation: string;
}

/** Whose password it is to be: neither name may stand in it. */
export interface Person {
  userName: string;
  email: string;
}

interface Props {
  value: NewPassword;
  onValue: (value: NewPassword) => void;
  person: Person;
  errors: Record<string, string>;
  /** "New password" where there is an old one. */
  replaces?: boolean;
}

/** The fields of a new password, with the live meter between them (S10). */
export function NewPasswordFields({ value, onValue, person, errors, replaces = false }: Props) {
  const common = useCommonPasswords(value.password !== "");
  const t = useAccountTexts().password;
  return (
    <>
      <PasswordField
        id="password"
        label={replaces ? t.newPassword : t.password}
        value={value.password}
        onValue={(password) => onValue({ ...value, password })}
        autocomplete="new-password"
        describing="password-meter"
        error={errors.password}
      />
      <PasswordMeter
        id="password-meter"
        verdict={judgePassword(value.password, person.userName.trim(), person.email.trim(), common)}
      />
      <PasswordField
        id="passwordConfirmation"
        label={replaces ? t.confirmNewPassword : t.confirmPassword}
        value={value.passwordConfirmation}
        onValue={(passwordConfirmation) => onValue({ ...value, passwordConfirmation })}
        autocomplete="new-password"
        error={errors.passwordConfirmation}
      />
    </>
  );
}

/** S10, S11: what the page can tell of a new password without asking. */
export function passwordMistakes(
  { password, passwordConfirmation }: NewPassword,
  { userName, email }: Person,
  own: AccountTexts,
): FieldProblem[] {
  const t = own.password.errors;
  const found: FieldProblem[] = [];
  const verdict = judgePassword(password, userName.trim(), email.trim(), commonPasswords());
  if (!verdict.acceptable) found.push(mistake("password", t.password));
  if (passwordConfirmation === "" || passwordConfirmation !== password) {
    found.push(mistake("passwordConfirmation", t.passwordConfirmation));
  }
  return found;
}
