import { useCatalogue } from "../api/catalogue";
import type { ReviewDetails } from "../api/types";
import { namesIn } from "../domain/catalogue";
import { SUBMITTED } from "../form/application/context";
import { SECTIONS } from "../form/application/sections";
import { useApplicationLabels } from "../form/application/use-texts";
import { useApplicationWording } from "../form/application/use-wording";
import { SectionSummary } from "../form/section-summary";
import type { Fields } from "../form/spec";
import { useLanguage } from "../hooks/language";
import { Button } from "../ui/button";
import { Instant } from "../ui/instant";
import { SummaryList } from "../ui/summary-list";
import { useTexts } from "../ui/use-texts";
import { ClaimTag } from "./claim-tag";
import { Findings } from "./findings";
import { Proof } from "./proof";
import { useSlotName } from "./use-slot-name";
import { useConsoleTexts } from "./use-texts";

interface Props {
  review: ReviewDetails;
}

/** What the review is about. */
export function Head({ review }: Props) {
  const { read } = useLanguage();
  const texts = useTexts();
  const { content: catalogue } = useCatalogue();
  const t = useConsoleTexts();
  const { subject } = review;
  const { admissionType, submittedAt, round } = review.submission;
  const names = namesIn(catalogue, read);
  const submittedAs = catalogue?.fundingCategories.find(({ id }) => id === review.submission.fundingCategory);
  return (
    <SummaryList
      rows={[
        ...(subject.kind === "application"
          ? [
              { key: t.queue.programme, value: read(subject.programme.name) },
              { key: texts.application.intake, value: names.intake(subject.intake) },
            ]
          : []),
        {
          key: texts.application.fundingCategory,
          value: (
            <>
              {names.fundingCategory(review.fundingCategory)}
              {submittedAs && submittedAs.id !== review.fundingCategory && (
                <span class="site-muted">
                  <br />
                  {t.review.submittedAs(read(submittedAs.name))}
                </span>
              )}
            </>
          ),
        },
        { key: texts.application.admissionType, value: names.admissionType(review.fundingCategory, admissionType) },
        { key: t.queue.occasion, value: t.occasions[review.occasion] },
        { key: t.review.round, value: String(round) },
        { key: texts.application.submitted, value: <Instant at={submittedAt} /> },
        { key: t.queue.waitingSince, value: <Instant at={review.openedAt} /> },
        ...(review.waitlisting ? [{ key: t.queue.names.waitlist, value: <Instant at={review.waitlisting.at} /> }] : []),
        { key: t.queue.findings, value: <Findings findings={review.findings} slots={review.slots} /> },
        { key: t.queue.claim, value: <ClaimTag review={review} /> },
        ...(review.emailTrouble
          ? [{ key: t.staff.mails, value: t.staff.emailTrouble[review.emailTrouble.state] }]
          : []),
      ]}
    />
  );
}

/** What was submitted. */
export function Submission({ review }: Props) {
  const wording = useApplicationWording();
  const labels = useApplicationLabels();
  const { sections } = review.submission;
  return (
    <>
      {SECTIONS.map((section) => (
        <div key={section.name}>
          <h2 class="govuk-heading-m">{labels.sections[section.name].title}</h2>
          <SectionSummary
            section={section}
            wording={wording}
            fields={sections[section.name] as Fields}
            context={SUBMITTED}
            onlyGiven
          />
        </div>
      ))}
    </>
  );
}

/** The documents, each by a short-lived link. */
export function Documents({ review, renew }: Props & { renew: () => void }) {
  const texts = useTexts();
  const slotName = useSlotName(review.slots);
  const t = useConsoleTexts().review;
  return (
    <section class="site-card" aria-labelledby="documents">
      <h2 class="govuk-heading-m" id="documents">
        {texts.application.documents}
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {review.submission.documents.map((document) => (
          <li key={document.id}>
            <Proof document={document} name={slotName(document.slot)} />
          </li>
        ))}
      </ul>
      <p class="govuk-body-s">{t.linksShortLived}</p>
      <Button secondary onClick={renew}>
        {t.renewLinks}
      </Button>
    </section>
  );
}
