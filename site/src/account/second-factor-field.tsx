import type { FieldProblem } from "../api/problem";
import { mistake } from "../hooks/use-form";
import { TextField } from "../ui/fields";
import type { AccountTexts } from "./texts/en";
import { useAccountTexts } from "./use-texts";

/** What staff show beside the password: six digits, or one of the recovery codes they kept. */
export interface SecondFactor {
  kind: "totp" | "recoveryCode";
  code: string;
}

export const NO_CODE: SecondFactor = { kind: "totp", code: "" };

interface Props {
  value: SecondFactor;
  onValue: (value: SecondFactor) => void;
  errors: Record<string, string>;
}

/** The second factor of staff, with the way out for whoever has lost the authenticator. */
export function SecondFactorField({ value, onValue, errors }: Props) {
  const t = useAccountTexts().secondFactor;
  const { kind, code } = value;
  const other = kind === "totp" ? "recoveryCode" : "totp";
  return (
    <>
      <TextField
        key={kind}
        id={kind}
        label={t.labels[kind]}
        hint={t.hints[kind]}
        value={code}
        onValue={(code) => onValue({ kind, code })}
        autocomplete={kind === "totp" ? "one-time-code" : "off"}
        inputMode={kind === "totp" ? "numeric" : "text"}
        width={kind === "totp" ? 10 : 20}
        error={errors[kind]}
      />
      <p class="govuk-body">
        <button type="button" class="site-link-button" onClick={() => onValue({ kind: other, code: "" })}>
          {t.use[other]}
        </button>
      </p>
    </>
  );
}

/** What the page can tell without asking. */
export function secondFactorMistakes({ kind, code }: SecondFactor, own: AccountTexts): FieldProblem[] {
  return code.trim() === "" ? [mistake(kind, own.secondFactor.missing[kind])] : [];
}

/** The second factor as it is sent. */
export function sentFactor({ kind, code }: SecondFactor): { totp?: string; recoveryCode?: string } {
  const typed = kind === "totp" ? code.replace(/\s/g, "") : code.trim();
  return { [kind]: typed };
}
