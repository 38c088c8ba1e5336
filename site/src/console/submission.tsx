import { useCatalogue } from "../api/catalogue";
import type { ReviewDetails } from "../api/types";
import { Button } from "../ui/button";
import { SectionSummary } from "../form/section-summary";
import { Instant } from "../ui/instant";
import { SummaryList } from "../ui/summary-list";
import { SECTIONS } from "../form/application/sections";
import type { Fields } from "../form/spec";
import { SUBMITTED } from "../form/values";
import { useLanguage } from "../hooks/language";
import { ClaimTag } from "./claim-tag";
import { Findings } from "./findings";
import { useConsoleTexts } from "./use-console-texts";
import { useSlotName } from "./use-slot-name";

interface Props {
  review: ReviewDetails;
}

/** What the review is about. */
export function Head({ review }: Props) {
  const { texts, read } = useLanguage();
  const { content: catalogue } = useCatalogue();
  const t = useConsoleTexts();
  const { admissionType, submittedAt, round } = review.submission;
  const intake = catalogue?.intakes.find(({ id }) => id === review.subject.intake);
  const category = catalogue?.fundingCategories.find(({ id }) => id === review.fundingCategory);
  const submittedAs = catalogue?.fundingCategories.find(({ id }) => id === review.submission.fundingCategory);
  const type = category?.admissionTypes.find(({ id }) => id === admissionType);
  const steps = texts.programmes.steps;
  return (
    <SummaryList
      rows={[
        { key: t.queue.programme, value: read(review.subject.programme.name) },
        { key: steps.intake.label, value: intake ? read(intake.name) : review.subject.intake },
        {
          key: steps.fundingCategory.label,
          value: (
            <>
              {category ? read(category.name) : review.fundingCategory}
              {submittedAs && submittedAs !== category && (
                <span class="site-muted">
                  <br />
                  {t.review.submittedAs(read(submittedAs.name))}
                </span>
              )}
            </>
          ),
        },
        { key: steps.admissionType.label, value: type ? read(type.name) : admissionType },
        { key: t.queue.occasion, value: t.occasions[review.occasion] },
        { key: t.review.round, value: String(round) },
        { key: texts.applications.submitted, value: <Instant at={submittedAt} /> },
        { key: t.queue.waitingSince, value: <Instant at={review.openedAt} /> },
        ...(review.waitlisting ? [{ key: t.queue.names.waitlist, value: <Instant at={review.waitlisting.at} /> }] : []),
        { key: t.queue.findings, value: <Findings findings={review.findings} slots={review.slots} /> },
        { key: t.queue.claim, value: <ClaimTag review={review} /> },
        ...(review.emailTrouble
          ? [{ key: texts.staff.mails, value: texts.staff.emailTrouble[review.emailTrouble.state] }]
          : []),
      ]}
    />
  );
}

/** What was submitted. */
export function Submission({ review }: Props) {
  const { texts } = useLanguage();
  const { sections } = review.submission;
  return (
    <>
      {SECTIONS.map((section) => (
        <div key={section.name}>
          <h2 class="govuk-heading-m">{texts.sections[section.name].title}</h2>
          <SectionSummary section={section} fields={sections[section.name] as Fields} context={SUBMITTED} onlyGiven />
        </div>
      ))}
    </>
  );
}

/** The documents, each by a short-lived link. */
export function Documents({ review, renew }: Props & { renew: () => void }) {
  const { texts } = useLanguage();
  const slotName = useSlotName(review.slots);
  const t = useConsoleTexts().review;
  return (
    <section class="site-card" aria-labelledby="documents">
      <h2 class="govuk-heading-m" id="documents">
        {texts.documents.title}
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {review.submission.documents.map((document) => (
          <li key={document.id}>
            <a class="govuk-link" href={document.url} target="_blank" rel="noreferrer noopener">
              {slotName(document.slot)} <span class="govuk-visually-hidden">{t.newTab}</span>
            </a>
            <br />
            <span class="site-muted site-files__name">{document.fileName}</span>
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
