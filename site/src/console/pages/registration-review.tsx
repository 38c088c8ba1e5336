import type { RegistrationReview } from "../../api/types";
import { useLanguage } from "../../hooks/language";
import { Instant } from "../../ui/instant";
import { useStudentRows } from "../../ui/student";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { WithClaim } from "../claim";
import { ClaimTag } from "../claim-tag";
import { Closing } from "../closing";
import { Findings } from "../findings";
import { ItemEvidence, Verdict } from "../registration-item";
import { TaskPage } from "../task-page";
import { useRegistrationReview } from "../use-review";
import { useConsoleTexts } from "../use-texts";
import { VerdictForm } from "../verdict-form";

/** The review of a semester registration: payment, residence, insurance and visa in one look (S72, S110). */
export default function RegistrationReviewPage({ reviewId }: { reviewId: string }) {
  const t = useConsoleTexts().review;
  const texts = useTexts();
  const review = useRegistrationReview(reviewId);
  return (
    <TaskPage
      reviewId={reviewId}
      review={review}
      title={t.title}
      caption={texts.navigation.registration}
      head={(content) => <Head review={content} />}
    >
      {(content, work) => (
        <>
          <Earlier review={content} />
          {content.closing ? (
            <>
              <Closing closing={content.closing} />
              <Items review={content} renew={() => void work.reload()} />
            </>
          ) : (
            <WithClaim
              review={content}
              claim={work.claim}
              claimFirst={t.claimFirst}
              otherwise={<Items review={content} renew={() => void work.reload()} />}
            >
              <VerdictForm review={content} {...work} />
            </WithClaim>
          )}
        </>
      )}
    </TaskPage>
  );
}

/** Whose registration it is. */
function Head({ review }: { review: RegistrationReview }) {
  const { read } = useLanguage();
  const texts = useTexts();
  const t = useConsoleTexts();
  const student = useStudentRows(review.student);
  const { subject, email } = review;
  return (
    <SummaryList
      rows={[
        ...student,
        ...(email ? [{ key: t.registration.email, value: email }] : []),
        ...(subject.kind === "registration" ? [{ key: t.registration.semester, value: read(subject.semester) }] : []),
        { key: t.queue.occasion, value: t.occasions[review.occasion] },
        { key: t.review.round, value: String(review.round) },
        { key: texts.application.submitted, value: <Instant at={review.submittedAt} /> },
        { key: t.queue.waitingSince, value: <Instant at={review.openedAt} /> },
        { key: t.queue.findings, value: <Findings findings={review.findings} /> },
        { key: t.queue.claim, value: <ClaimTag review={review} /> },
      ]}
    />
  );
}

/** What was said of the submissions before this one. */
function Earlier({ review }: { review: RegistrationReview }) {
  const { read } = useLanguage();
  const t = useConsoleTexts();
  const earlier = review.rounds.filter(({ round, judgedAt }) => round < review.round && judgedAt);
  if (earlier.length === 0) return null;
  return (
    <section class="site-card" aria-labelledby="rounds">
      <h2 class="govuk-heading-m" id="rounds">
        {t.registration.earlier}
      </h2>
      {earlier.map(({ round, submittedAt, verdicts }) => (
        <div key={round}>
          <h3 class="govuk-heading-s">
            {t.rounds.submitted(round)}: <Instant at={submittedAt} />
          </h3>
          <ul class="govuk-list govuk-list--bullet">
            {verdicts.map((verdict) => (
              <li key={verdict.item}>
                {read(verdict.name)} <Verdict verdict={verdict} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The items for reading. */
function Items({ review, renew }: { review: RegistrationReview; renew: () => void }) {
  const said = review.rounds.find(({ round }) => round === review.round)?.verdicts ?? [];
  return (
    <>
      {review.items.map((item) => (
        <ItemEvidence key={item.item} item={item} review={review} renew={renew}>
          {said
            .filter((verdict) => verdict.item === item.item)
            .map((verdict) => (
              <Verdict key={verdict.item} verdict={verdict} />
            ))}
        </ItemEvidence>
      ))}
    </>
  );
}
