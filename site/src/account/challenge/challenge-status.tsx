import { Button } from "../../ui/button";
import { useTexts } from "../../ui/use-texts";
import { useAccountTexts } from "../use-texts";
import type { ChallengeWork } from "./use-challenge";

/** How the proof of work stands (S12). */
export function ChallengeStatus({ challenge }: { challenge: ChallengeWork }) {
  const t = useAccountTexts().challenge;
  const texts = useTexts();
  const { state, share, renew } = challenge;
  if (state === "not_asked") return null;
  return (
    <div class={`site-challenge site-challenge--${state}`}>
      <p class="govuk-body" role="status">
        {t[state]}
      </p>
      {state === "working" && <progress aria-label={t.progress} max={1} value={share} />}
      {state === "failed" && (
        <Button secondary onClick={() => void renew().catch(() => undefined)}>
          {texts.tryAgain}
        </Button>
      )}
    </div>
  );
}
