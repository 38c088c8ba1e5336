/** What a password must have (S10). The names are those of their texts. */
export const PASSWORD_RULES = ["length", "upper", "lower", "digit", "common", "personal"] as const;
export type PasswordRule = (typeof PASSWORD_RULES)[number];

/** The one word of our context that everybody who guesses would try. */
const SERVICE_NAME = "sojourn";

export type PasswordStrength = "none" | "weak" | "fair" | "good" | "strong";

/** Which rules a password keeps, and how strong it is. */
export interface PasswordVerdict {
  kept: Record<PasswordRule, boolean>;
  acceptable: boolean;
  strength: PasswordStrength;
}

/**
 * Judges `password` for somebody whose user name and e-mail address are given
 * (S10). `common` are the commonest passwords in lower case; before they are
 * loaded none is taken for common, and the service has the last word.
 */
export function judgePassword(
  password: string,
  userName: string,
  email: string,
  common: ReadonlySet<string> | null,
): PasswordVerdict {
  const length = [...password].length;
  const kept = {
    length: length >= 8 && length <= 128,
    upper: /\p{Uppercase}/u.test(password),
    lower: /\p{Lowercase}/u.test(password),
    digit: /[0-9]/.test(password),
    common: password !== "" && !common?.has(password.toLowerCase()),
    personal: ![SERVICE_NAME, userName, localPart(email)].some((name) => contains(password, name)),
  };
  const acceptable = PASSWORD_RULES.every((rule) => kept[rule]);
  return { kept, acceptable, strength: strengthOf(length, acceptable, kept) };
}

/** The part of an address before the "@"; a short one stands in too many words to be told from them. */
function localPart(email: string): string {
  const part = email.split("@")[0] ?? "";
  return [...part].length >= 4 ? part : "";
}

function contains(password: string, name: string): boolean {
  return name !== "" && password.toLowerCase().includes(name.toLowerCase());
}

function strengthOf(length: number, acceptable: boolean, kept: Record<PasswordRule, boolean>): PasswordStrength {
  if (length === 0) return "none";
  if (!acceptable) return kept.common && PASSWORD_RULES.filter((rule) => kept[rule]).length >= 5 ? "fair" : "weak";
  return length >= 12 ? "strong" : "good";
}
