import { useEffect, useState } from "preact/hooks";
import { useReader } from "../api/session";
import type { Review } from "../api/types";
import { Tag } from "../ui/tag";
import { useConsoleTexts } from "./use-texts";

type Claimed = Pick<Review, "claim" | "state">;

/** Who is working on a review. A claim that has run out counts no more. */
export function ClaimTag({ review }: { review: Claimed }) {
  const t = useConsoleTexts().claim;
  const mine = useHoldsClaim(review);
  if (review.state === "closed") return <Tag colour="grey">{t.closed}</Tag>;
  const holder = holderOf(review);
  if (holder === null) return <Tag colour="green">{t.free}</Tag>;
  return <Tag colour={mine ? "blue" : "yellow"}>{mine ? t.byYou : t.by(holder.userName)}</Tag>;
}

/** Who holds the claim at this moment. */
export function holderOf({ claim }: Pick<Review, "claim">) {
  return claim && Date.parse(claim.until) > Date.now() ? claim.by : null;
}

/** Whether the claim is the reader's, who alone may then decide. When it runs out, the component is drawn again. */
export function useHoldsClaim(review: Claimed): boolean {
  const reader = useReader();
  const [, setRanOut] = useState("");
  const until = review.claim?.until;
  useEffect(() => {
    if (until === undefined) return;
    // A moment later, so that it is over by any clock.
    const timer = setTimeout(() => setRanOut(until), Date.parse(until) - Date.now() + 100);
    return () => clearTimeout(timer);
  }, [until]);
  const holder = holderOf(review);
  return holder !== null && holder.id === reader?.id;
}
