import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Review } from "../api/types";
import type { Action } from "../hooks/use-action";
import { Button } from "../ui/button";
import { Instant } from "../ui/instant";
import { holderOf, useHoldsClaim } from "./claim-tag";
import { useConsoleTexts } from "./use-texts";

interface Props {
  review: Review;
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

interface WithClaimProps {
  review: Review;
  claim: Action<[]>;
  /** Says to whom it is not theirs that it has to be claimed first. */
  claimFirst: string;
  /** What they see in place of the work. */
  otherwise?: ComponentChildren;
  children: ComponentChildren;
}

/** What only the holder of the claim can do. When the claim runs out it stays, with all that was typed. */
export function WithClaim({ review, claim, claimFirst, otherwise, children }: WithClaimProps) {
  const { claim: t, closing } = useConsoleTexts();
  const mine = useHoldsClaim(review);
  const [begun, setBegun] = useState(mine);
  useEffect(() => setBegun((before) => before || mine), [mine]);
  if (!mine && !begun) {
    return (
      <>
        <p class="govuk-inset-text">{claimFirst}</p>
        {otherwise}
      </>
    );
  }
  const isClosed = review.state === "closed";
  const isTaken = !mine && holderOf(review) !== null;
  return (
    <>
      <div class="govuk-inset-text">
        <p class="govuk-body" role="status">
          {mine && review.claim ? (
            <>
              {t.until}: <Instant at={review.claim.until} />
            </>
          ) : (
            `${isClosed ? closing.heading : isTaken ? t.inOtherHands : t.ranOut} ${t.stillHere}`
          )}
        </p>
        {/* One button for both, so that who presses it keeps the focus. */}
        {!isClosed && !isTaken && (
          <Button secondary={mine} busy={claim.busy} onClick={() => void claim.run()}>
            {mine ? t.extend : t.takeAgain}
          </Button>
        )}
      </div>
      {children}
    </>
  );
}
