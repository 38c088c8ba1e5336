import type { ReviewDetails } from "../../api/types";
import { paths } from "../../paths";
import { ButtonLink } from "../../ui/button";
import { Instant } from "../../ui/instant";
import { WithClaim } from "../claim";
import { Closing } from "../closing";
import { DecisionForm } from "../decision-form";
import { ProposedDecision } from "../proposal";
import { Rounds } from "../rounds";
import { Documents, Head, Submission } from "../submission";
import { TaskPage } from "../task-page";
import type { ReviewWork } from "../use-review";
import { useReview } from "../use-review";
import { useConsoleTexts } from "../use-texts";

/** One review: what was submitted, the documents, and the decision. */
export default function ReviewPage({ reviewId }: { reviewId: string }) {
  const t = useConsoleTexts().review;
  const review = useReview(reviewId);
  return (
    <TaskPage
      reviewId={reviewId}
      review={review}
      title={t.title}
      caption={t.title}
      head={(content) => <Head review={content} />}
    >
      {(content, work) => (
        <>
          {content.secondLook && <SecondLook secondLook={content.secondLook} />}
          <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
              <Submission review={content} />
            </div>
            <div class="govuk-grid-column-one-third">
              <Documents review={content} renew={() => void work.reload()} />
              <Rounds review={content} />
            </div>
          </div>
          <Work review={content} {...work} />
        </>
      )}
    </TaskPage>
  );
}

/** Why the decision is looked at once more. */
function SecondLook({ secondLook }: { secondLook: NonNullable<ReviewDetails["secondLook"]> }) {
  const t = useConsoleTexts().review;
  const isAppeal = secondLook.kind === "appeal";
  return (
    <section class="site-card" aria-labelledby="second-look">
      <h2 class="govuk-heading-m" id="second-look">
        {isAppeal ? t.appeal : t.reopening(secondLook.by.userName)}
      </h2>
      <p class="govuk-body site-prewrapped">{isAppeal ? secondLook.text : secondLook.reason}</p>
      <p class="govuk-body-s site-muted">
        <Instant at={secondLook.at} />
      </p>
    </section>
  );
}

interface WorkProps extends ReviewWork {
  review: ReviewDetails;
}

/** What is to be done with the review: decide, ask for a revision, or confirm what a colleague proposes. */
function Work({ review, ...work }: WorkProps) {
  const t = useConsoleTexts();
  const { closing, proposal, rejection } = review;
  if (closing) return <Closing closing={closing} />;
  if (proposal) {
    return <ProposedDecision review={review} proposal={proposal} {...work} />;
  }
  return (
    <WithClaim review={review} claim={work.claim} claimFirst={t.review.claimFirst}>
      {rejection && (
        <section class="site-card" aria-labelledby="rejection">
          <h2 class="govuk-heading-m" id="rejection">
            {t.proposal.rejected(rejection.by.userName)}
          </h2>
          <p class="govuk-body site-prewrapped">{rejection.note}</p>
        </section>
      )}
      {review.queue !== "waitlist" && (
        <ButtonLink secondary href={paths.revision({ reviewId: review.id })}>
          {t.revision.link}
        </ButtonLink>
      )}
      <DecisionForm review={review} {...work} />
    </WithClaim>
  );
}
