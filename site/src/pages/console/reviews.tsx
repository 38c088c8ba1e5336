import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import type { Review } from "../../api/types";
import { Await } from "../../components/await";
import { Button } from "../../components/button";
import { Findings } from "../../components/findings";
import { Instant } from "../../components/instant";
import { MoreButton } from "../../components/more-button";
import { Page } from "../../components/page";
import { ClaimTag } from "../../components/claim-tag";
import { usePages } from "../../hooks/use-pages";
import { useLanguage } from "../../language";

/** The queue of what staff must look at, oldest first. */
export default function ReviewsPage() {
  const { texts } = useLanguage();
  const pages = usePages(readReviews, []);
  const t = texts.console;
  return (
    <Page title={t.queueTitle} caption={t.name} wide>
      <Await loaded={pages.list}>
        {({ items, next }) => (
          <>
            <p class="govuk-body" role="status">
              {t.queueCount(items.length, Boolean(next))}
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

function readReviews(cursor?: string) {
  return reply(api.GET("/api/reviews", { params: { query: cursor ? { cursor } : {} } }));
}

function QueueTable({ reviews }: { reviews: readonly Review[] }) {
  const { texts, read } = useLanguage();
  const { content: catalogue } = useCatalogue();
  const t = texts.console;
  const intakeName = (intake: string) => {
    const known = catalogue?.intakes.find(({ id }) => id === intake);
    return known ? read(known.name) : intake;
  };
  return (
    <table class="govuk-table site-table">
      <caption class="govuk-table__caption govuk-visually-hidden">{t.queueTitle}</caption>
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
              <a class="govuk-link" href={`/console/reviews/${review.id}`}>
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
