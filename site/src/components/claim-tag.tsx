import type { Review } from "../api/types";
import { useLanguage } from "../language";
import { useSession } from "../session";
import { Tag } from "./tag";

/** Who is working on a review. A claim that has run out counts no more. */
export function ClaimTag({ review }: { review: Pick<Review, "claim" | "state"> }) {
  const { texts } = useLanguage();
  const session = useSession();
  const t = texts.console;
  if (review.state === "closed") return <Tag colour="grey">{t.closed}</Tag>;
  const holder = holderOf(review);
  if (holder === null) return <Tag colour="green">{t.free}</Tag>;
  const mine = session.state === "signed_in" && session.account.id === holder.id;
  return <Tag colour={mine ? "blue" : "yellow"}>{mine ? t.claimedByYou : t.claimedBy(holder.userName)}</Tag>;
}

/** Who holds the claim at this moment. */
export function holderOf({ claim }: Pick<Review, "claim">) {
  return claim && Date.parse(claim.until) > Date.now() ? claim.by : null;
}
