import type { FieldProblem } from "../api/problem";
import { mistake } from "../hooks/use-form";
import { PasswordField } from "../ui/fields";
import type { AccountTexts } from "./texts/en";
import { useAccountTexts } from "./use-texts";

interface Props {
  userName: string;
  value: string;
  onValue: (value: string) => void;
  errors: Record<string, string>;
}

/** The present password, asked for once more before what a stolen session must not do. */
export function PasswordAgain({ userName, value, onValue, errors }: Props) {
  const t = useAccountTexts().password;
  return (
    <>
      <UserNameForManagers userName={userName} />
      <PasswordField
        id="password"
        label={t.again}
        hint={t.againHint}
        value={value}
        onValue={onValue}
        autocomplete="current-password"
        error={errors.password}
      />
    </>
  );
}

/** Tells a password manager whose password stands in the form. */
export function UserNameForManagers({ userName }: { userName: string }) {
  return <input hidden readOnly type="text" name="username" autocomplete="username" value={userName} />;
}

/** What the page can tell without asking. */
export function passwordAgainMistakes(password: string, own: AccountTexts): FieldProblem[] {
  return password === "" ? [mistake("password", own.signIn.passwordMissing)] : [];
}
