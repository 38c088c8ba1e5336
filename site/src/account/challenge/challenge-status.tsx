import type { ChallengeWork } from "./use-challenge";
import { useLanguage } from "../../hooks/language";
import { Button } from "../../ui/button";

/** How the proof of work stands (S12). */
export function ChallengeStatus({ challenge }: { challenge: ChallengeWork }) {
  const { texts } = useLanguage();
  const { state, share, renew } = challenge;
  if (state === "not_asked") return null;
  return (
    <div class={`site-challenge site-challenge--${state}`}>
      <p class="govuk-body" role="status">
        {texts.challenge[state]}
      </p>
      {state === "working" && <progress aria-label={texts.challenge.progress} max={1} value={share} />}
      {state === "failed" && (
        <Button secondary onClick={() => void renew().catch(() => undefined)}>
          {texts.tryAgain}
        </Button>
      )}
    </div>
  );
}
