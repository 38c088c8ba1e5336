import { useState } from "preact/hooks";
import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import type { BodyOf, ReviewDetails } from "../../api/types";
import { Await } from "../../components/await";
import { Button } from "../../components/button";
import { ClaimTag, holderOf } from "../../components/claim-tag";
import { ProblemSummary } from "../../components/error-summary";
import { RadiosField, SelectField, TextArea } from "../../components/fields";
import { Findings } from "../../components/findings";
import { Instant } from "../../components/instant";
import { Page } from "../../components/page";
import { SectionSummary } from "../../components/form/section-page";
import { SummaryList } from "../../components/summary-list";
import { SECTIONS } from "../../domain/form/sections";
import type { Fields } from "../../domain/form/spec";
import { SUBMITTED } from "../../domain/form/values";
import { useAction } from "../../hooks/use-action";
import type { Action } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { useLanguage } from "../../language";
import { go } from "../../router";
import { useSession } from "../../session";

/** One review: what was submitted, the documents, and the decision. */
export default function ReviewPage({ reviewId = "" }: { reviewId?: string }) {
  const { texts } = useLanguage();
  const params = { params: { path: { reviewId } } };
  const review = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}", params)), [reviewId]);
  const claim = useAction(async () => {
    try {
      await reply(api.POST("/api/reviews/{reviewId}/claim", params));
    } finally {
      await review.reload();
    }
  });
  const release = useAction(async () => {
    await reply(api.DELETE("/api/reviews/{reviewId}/claim", params));
    go("/console/reviews");
  });
  const [undecided, setUndecided] = useState(false);
  const problem = claim.problem ?? release.problem;

  return (
    <Page
      title={review.content?.subject.applicantName ?? texts.console.reviewTitle}
      caption={texts.console.reviewTitle}
      back={{ href: "/console/reviews", text: texts.console.backToQueue }}
      hasErrors={problem !== null || undecided}
      wide
    >
      {problem && <ProblemSummary problem={problem} />}
      <Await loaded={review}>
        {(content) => (
          <>
            <Head review={content} />
            <Claim review={content} claim={claim} release={release} />
            <div class="govuk-grid-row">
              <div class="govuk-grid-column-two-thirds">
                <Submission review={content} />
              </div>
              <div class="govuk-grid-column-one-third">
                <Documents review={content} renew={() => void review.reload()} />
              </div>
            </div>
            <Decide review={content} onErrors={setUndecided} reload={review.reload} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Head({ review }: { review: ReviewDetails }) {
  const { texts, read } = useLanguage();
  const { content: catalogue } = useCatalogue();
  const t = texts.console;
  const { fundingCategory, admissionType, submittedAt } = review.submission;
  const intake = catalogue?.intakes.find(({ id }) => id === review.subject.intake);
  const category = catalogue?.fundingCategories.find(({ id }) => id === fundingCategory);
  const type = category?.admissionTypes.find(({ id }) => id === admissionType);
  return (
    <SummaryList
      rows={[
        { key: t.programme, value: read(review.subject.programme.name) },
        { key: texts.programmes.steps.intake.label, value: intake ? read(intake.name) : review.subject.intake },
        { key: texts.programmes.steps.fundingCategory.label, value: category ? read(category.name) : fundingCategory },
        { key: texts.programmes.steps.admissionType.label, value: type ? read(type.name) : admissionType },
        { key: texts.applications.submitted, value: <Instant at={submittedAt} /> },
        { key: t.waitingSince, value: <Instant at={review.openedAt} /> },
        { key: t.findings, value: <Findings findings={review.findings} /> },
        { key: t.claim, value: <ClaimTag review={review} /> },
        ...(review.emailTrouble
          ? [{ key: texts.staff.mails, value: texts.staff.emailTrouble[review.emailTrouble.state] }]
          : []),
      ]}
    />
  );
}

/** Whether the claim is the reader's, who alone may then decide. */
function useHoldsClaim(review: ReviewDetails): boolean {
  const session = useSession();
  const holder = holderOf(review);
  return session.state === "signed_in" && holder !== null && holder.id === session.account.id;
}

function Claim({ review, claim, release }: { review: ReviewDetails; claim: Action<[]>; release: Action<[]> }) {
  const { texts } = useLanguage();
  const t = texts.console;
  const mine = useHoldsClaim(review);
  if (review.state === "closed") return null;
  if (mine) {
    return (
      <>
        {review.claim && (
          <p class="govuk-body">
            {t.claimUntil}: <Instant at={review.claim.until} />
          </p>
        )}
        <Button secondary busy={release.busy} onClick={() => void release.run()}>
          {t.release}
        </Button>
      </>
    );
  }
  if (holderOf(review) !== null) return <p class="govuk-inset-text">{t.inOtherHands}</p>;
  return (
    <Button busy={claim.busy} onClick={() => void claim.run()}>
      {t.takeClaim}
    </Button>
  );
}

function Submission({ review }: { review: ReviewDetails }) {
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

function Documents({ review, renew }: { review: ReviewDetails; renew: () => void }) {
  const { texts } = useLanguage();
  const t = texts.console;
  return (
    <section class="site-card" aria-labelledby="documents">
      <h2 class="govuk-heading-m" id="documents">
        {texts.documents.title}
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {review.submission.documents.map((document) => (
          <li key={document.id}>
            <a class="govuk-link" href={document.url} target="_blank" rel="noreferrer noopener">
              {texts.slotNames[document.slot as keyof typeof texts.slotNames] ?? document.slot}{" "}
              <span class="govuk-visually-hidden">{t.newTab}</span>
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

const REASONS = [
  "requirements_met",
  "requirements_not_met",
  "documents_not_sufficient",
  "no_place_left",
  "other",
] as const;

/** How the review ended. */
function Closing({ closing }: { closing: NonNullable<ReviewDetails["closing"]> }) {
  const { texts } = useLanguage();
  const t = texts.console;
  return (
    <section class="site-card" aria-labelledby="closing" role="status">
      <h2 class="govuk-heading-m" id="closing">
        {t.decided}
      </h2>
      <SummaryList
        rows={[
          { key: t.outcome, value: t.outcomes[closing.outcome] },
          { key: t.decidedBy, value: closing.by.userName },
          { key: t.decidedAt, value: <Instant at={closing.at} /> },
          { key: t.note, value: closing.noteToApplicant ?? texts.notGiven },
        ]}
      />
    </section>
  );
}

interface DecideProps {
  review: ReviewDetails;
  onErrors: (hasErrors: boolean) => void;
  reload: () => Promise<void>;
}

function Decide({ review, onErrors, reload }: DecideProps) {
  const { texts } = useLanguage();
  const t = texts.console;
  const mine = useHoldsClaim(review);
  const [outcome, setOutcome] = useState("");
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");

  async function decide(): Promise<void> {
    const body: BodyOf<"decide_application"> = {
      outcome: outcome as BodyOf<"decide_application">["outcome"],
      reasonCode: REASONS.find((each) => each === reason) ?? null,
      noteToApplicant: note.trim() || null,
    };
    try {
      await reply(api.POST("/api/reviews/{reviewId}/decision", { params: { path: { reviewId: review.id } }, body }));
      await reload();
    } catch (error) {
      // The claim was lost, or a colleague decided: show how it stands.
      if (error instanceof Problem && error.status === 409) await reload();
      throw error;
    }
  }

  const form = useForm(
    { outcome },
    ({ outcome }, texts) => (outcome === "" ? [mistake("outcome", texts.console.outcomeMissing)] : []),
    decide,
    onErrors,
  );
  const { problem, errors } = form;

  if (review.state === "closed" || !mine) {
    return (
      <>
        {problem && <ProblemSummary problem={problem} answer={form.answer} />}
        {review.closing ? <Closing closing={review.closing} /> : <p class="govuk-inset-text">{t.claimFirst}</p>}
      </>
    );
  }
  return (
    <form noValidate class="site-decide" onSubmit={form.submit}>
      {problem && <ProblemSummary problem={problem} answer={form.answer} />}
      <h2 class="govuk-heading-m">{t.decideHeading}</h2>
      <RadiosField
        id="outcome"
        label={t.outcome}
        value={outcome}
        onValue={setOutcome}
        error={errors.outcome}
        choices={[
          { value: "accept", text: t.outcomes.accept },
          { value: "decline", text: t.outcomes.decline },
        ]}
      />
      <SelectField
        id="reasonCode"
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        onValue={setReason}
        choices={REASONS.map((value) => ({ value, text: t.reasons[value] }))}
        empty={texts.choose}
      />
      <TextArea
        id="noteToApplicant"
        label={t.note}
        hint={t.noteHint}
        value={note}
        onValue={setNote}
        error={errors.noteToApplicant}
      />
      <Button busy={form.busy}>{t.decide}</Button>
    </form>
  );
}
