import type { ReviewDetails } from "../api/types";
import { Button } from "../components/button";
import { Instant } from "../components/instant";
import type { Action } from "../hooks/use-action";
import { holderOf, useHoldsClaim } from "./claim-tag";
import { useConsoleTexts } from "./use-console-texts";

interface Props {
  review: ReviewDetails;
  claim: Action<[]>;
  release: Action<[]>;
}

/** Taking a review for a while, and giving it back. */
export function Claim({ review, claim, release }: Props) {
  const t = useConsoleTexts().claim;
  const mine = useHoldsClaim(review);
  if (review.state === "closed") return null;
  if (mine) {
    return (
      <>
        {review.claim && (
          <p class="govuk-body">
            {t.until}: <Instant at={review.claim.until} />
          </p>
        )}
        <Button secondary busy={release.busy} onClick={() => void release.run()}>
          {t.release}
        </Button>
      </>
    );
  }
  if (holderOf(review) !== null) return <p class="govuk-inset-text">{t.inOtherHands}</p>;
  return (
    <Button busy={claim.busy} onClick={() => void claim.run()}>
      {t.take}
    </Button>
  );
}
