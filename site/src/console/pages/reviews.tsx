import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import type { Review, ReviewQueue } from "../../api/types";
import { useLanguage } from "../../hooks/language";
import { usePlace } from "../../hooks/place";
import { usePages } from "../../hooks/use-pages";
import { paths, withQuery } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { Done } from "../../ui/done";
import { Instant } from "../../ui/instant";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { ClaimTag } from "../claim-tag";
import { Findings } from "../findings";
import { useConsoleTexts } from "../use-texts";

const QUEUES = ["general", "mine", "waitlist", "confirmations"] as const satisfies readonly ReviewQueue[];

/** What staff must look at, oldest first: a queue for each kind of work. */
export default function ReviewsPage() {
  const texts = useTexts();
  const { query } = usePlace();
  const t = useConsoleTexts().queue;
  const queue = QUEUES.find((each) => each === query.get("queue")) ?? "general";
  const pages = usePages((cursor) => readReviews(queue, cursor), [queue]);
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      <Done />
      <Queues current={queue} />
      <Await loaded={pages.list}>
        {({ items, next }) => (
          <>
            <p class="govuk-body" role="status">
              {t.count(items.length, Boolean(next))}
            </p>
            {items.length > 0 && <QueueTable reviews={items} />}
            <div class="govuk-button-group">
              <MoreButton {...pages} />
              <Button secondary onClick={() => void pages.list.reload()}>
                {t.refresh}
              </Button>
            </div>
          </>
        )}
      </Await>
    </Page>
  );
}

function readReviews(queue: ReviewQueue, cursor?: string) {
  return reply(api.GET("/api/reviews", { params: { query: { queue, ...(cursor ? { cursor } : {}) } } }));
}

function Queues({ current }: { current: ReviewQueue }) {
  const t = useConsoleTexts().queue;
  return (
    <nav class="site-tabs" aria-label={t.label}>
      <ul>
        {QUEUES.map((queue) => (
          <li key={queue}>
            <a
              class="govuk-link"
              href={withQuery(paths.reviews, queue === "general" ? {} : { queue })}
              aria-current={queue === current ? "page" : undefined}
            >
              {t.names[queue]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function QueueTable({ reviews }: { reviews: readonly Review[] }) {
  const { read } = useLanguage();
  const { content: catalogue } = useCatalogue();
  const { queue: t, occasions } = useConsoleTexts();
  const intakeName = (intake: string) => {
    const known = catalogue?.intakes.find(({ id }) => id === intake);
    return known ? read(known.name) : intake;
  };
  return (
    <table class="govuk-table site-table">
      <caption class="govuk-table__caption govuk-visually-hidden">{t.title}</caption>
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {[t.applicant, t.programme, t.waitingSince, t.findings, t.claim].map((heading) => (
            <th key={heading} scope="col" class="govuk-table__header">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {reviews.map((review) => (
          <tr key={review.id} class="govuk-table__row">
            <th scope="row" class="govuk-table__header" data-label={t.applicant}>
              <a class="govuk-link" href={paths.review({ reviewId: review.id })}>
                {review.subject.applicantName}
              </a>
            </th>
            <td class="govuk-table__cell" data-label={t.programme}>
              {read(review.subject.programme.name)}
              <br />
              <span class="site-muted">{intakeName(review.subject.intake)}</span>
            </td>
            <td class="govuk-table__cell" data-label={t.waitingSince}>
              <Instant at={review.openedAt} />
              <br />
              <span class="site-muted">{occasions[review.occasion]}</span>
            </td>
            <td class="govuk-table__cell" data-label={t.findings}>
              <Findings findings={review.findings} />
            </td>
            <td class="govuk-table__cell" data-label={t.claim}>
              <ClaimTag review={review} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
