import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../api/problem";
import type { Review, ReviewQueue } from "../api/types";
import type { Loaded } from "../hooks/use-loaded";
import { paths, withQuery } from "../paths";
import { Await } from "../ui/await";
import { Page } from "../ui/page";
import { Claim } from "./claim";
import { useClaim, useRelease } from "./use-review";
import type { ReviewWork } from "./use-review";
import { useConsoleTexts } from "./use-texts";

interface Props<R extends Review> {
  reviewId: string;
  review: Loaded<R>;
  /** What the task is about, until it is read whom. */
  title: string;
  caption: string;
  /** The queue it came from, where that is not the first one of the reader. */
  queue?: ReviewQueue;
  /** Whom it is about: it stands above the claim. */
  head: (review: R) => ComponentChildren;
  /** What was brought, and what is said of it. */
  children: (review: R, work: ReviewWork) => ComponentChildren;
}

/** A task of the queue: whom it is about, taking it and giving it back, and the work. */
export function TaskPage<R extends Review>({ reviewId, review, title, caption, queue, head, children }: Props<R>) {
  const { review: t } = useConsoleTexts();
  const back = withQuery(paths.reviews, queue ? { queue } : {});
  const claim = useClaim(reviewId, review.reload);
  const release = useRelease(reviewId, back);
  const [overtaken, setOvertaken] = useState<Problem | null>(null);
  const problem = claim.problem ?? release.problem ?? overtaken;

  /** The claim was lost, or a colleague decided: shows how it stands, and why nothing was done. */
  async function onOvertaken(problem: Problem): Promise<void> {
    await review.reload();
    setOvertaken(problem);
  }

  return (
    <Page
      title={review.content?.subject.applicantName ?? title}
      caption={caption}
      back={{ href: back, text: t.back }}
      errors={{ problem }}
      wide
    >
      <Await loaded={review}>
        {(content) => (
          <>
            {head(content)}
            <Claim review={content} claim={claim} release={release} />
            {children(content, { claim, reload: review.reload, onOvertaken })}
          </>
        )}
      </Await>
    </Page>
  );
}
