import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { Review } from "../../api/types";
import { Await } from "../../components/await";
import { Button } from "../../components/button";
import { ProblemSummary } from "../../components/error-summary";
import { Findings } from "../../components/findings";
import { Instant } from "../../components/instant";
import { Page } from "../../components/page";
import { SignedIn } from "../../components/signed-in";
import { ClaimTag } from "../../components/claim-tag";
import { useAction } from "../../hooks/use-action";
import { useLoaded } from "../../hooks/use-loaded";
import { useLanguage } from "../../language";

/** The queue of what staff must look at, oldest first. */
export default function ReviewsPage() {
  return (
    <SignedIn kind="staff">
      <Queue />
    </SignedIn>
  );
}

function Queue() {
  const { texts, language } = useLanguage();
  const [refreshed, setRefreshed] = useState(0);
  const queue = useLoaded(() => reply(api.GET("/api/reviews")), [language, refreshed]);
  const more = useAction(async () => {
    if (!queue.content?.next) return;
    const page = await reply(api.GET("/api/reviews", { params: { query: { cursor: queue.content.next } } }));
    queue.replace({ ...page, items: [...queue.content.items, ...page.items] });
  });
  const t = texts.console;
  return (
    <Page title={t.queueTitle} caption={t.name} wide>
      {more.problem && <ProblemSummary problem={more.problem} />}
      <Await loaded={queue}>
        {({ items, next }) => (
          <>
            <p class="govuk-body" role="status">
              {t.queueCount(items.length, Boolean(next))}
            </p>
            {items.length > 0 && <QueueTable reviews={items} />}
            <div class="govuk-button-group">
              {next && (
                <Button secondary busy={more.busy} onClick={() => void more.run()}>
                  {texts.programmes.more}
                </Button>
              )}
              <Button secondary onClick={() => setRefreshed(refreshed + 1)}>
                {t.refresh}
              </Button>
            </div>
          </>
        )}
      </Await>
    </Page>
  );
}

function QueueTable({ reviews }: { reviews: readonly Review[] }) {
  const { texts, read } = useLanguage();
  const t = texts.console;
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
              <span class="site-muted">{review.subject.intake}</span>
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
