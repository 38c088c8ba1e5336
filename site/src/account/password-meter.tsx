import { PASSWORD_RULES } from "../domain/password";
import type { PasswordVerdict } from "../domain/password";
import { useAccountTexts } from "./use-texts";

/** How strong the password is, live, and which rules it keeps (S10). */
export function PasswordMeter({ id, verdict }: { id: string; verdict: PasswordVerdict }) {
  const { strength, kept } = verdict;
  const t = useAccountTexts().password;
  return (
    <div class={`site-meter site-meter--${strength}`} id={id}>
      <div class="site-meter__bar" aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
      <p class="govuk-body-s" role="status">
        {strength === "none" ? t.rulesHeading : t.strength(t.strengths[strength])}
      </p>
      <ul class="govuk-list site-meter__rules">
        {PASSWORD_RULES.map((rule) => {
          const met = strength !== "none" && kept[rule];
          return (
            <li key={rule} class={met ? "site-meter__rule--met" : ""}>
              <span aria-hidden="true">{met ? "✓" : "•"}</span> {t.rules[rule]}
              {met && <span class="govuk-visually-hidden"> {t.met}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
