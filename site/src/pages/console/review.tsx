import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import type { ReviewDetails } from "../../api/types";
import { Await } from "../../components/await";
import { Button } from "../../components/button";
import { ClaimTag, holderOf } from "../../components/claim-tag";
import { ProblemSummary } from "../../components/error-summary";
import { RadiosField, TextArea } from "../../components/fields";
import { Findings } from "../../components/findings";
import { Instant } from "../../components/instant";
import { Page } from "../../components/page";
import { SignedIn } from "../../components/signed-in";
import { SummaryList } from "../../components/summary-list";
import { describe } from "../../domain/basic-information";
import { useAction } from "../../hooks/use-action";
import type { Action } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { useLanguage } from "../../language";
import { go } from "../../router";
import { useSession } from "../../session";

/** One review: what was submitted, the documents, and the decision. */
export default function ReviewPage({ reviewId = "" }: { reviewId?: string }) {
  return (
    <SignedIn kind="staff">
      <Review reviewId={reviewId} />
    </SignedIn>
  );
}

function Review({ reviewId }: { reviewId: string }) {
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
  const t = texts.console;
  return (
    <SummaryList
      rows={[
        { key: t.programme, value: read(review.subject.programme.name) },
        { key: texts.programmes.steps.intake.label, value: review.subject.intake },
        { key: t.waitingSince, value: <Instant at={review.openedAt} /> },
        { key: t.findings, value: <Findings findings={review.findings} /> },
        { key: t.claim, value: <ClaimTag review={review} /> },
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
  const { texts, locale } = useLanguage();
  const fields = review.submission.basic_information;
  return (
    <>
      <h2 class="govuk-heading-m">{texts.basicInformation.title}</h2>
      <SummaryList rows={describe(fields, texts, locale).map(({ label, value }) => ({ key: label, value }))} />
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
            <span class="site-muted">{document.fileName}</span>
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
  const [note, setNote] = useState("");

  async function decide(): Promise<void> {
    const body = { outcome: outcome as "accept" | "decline", ...(note.trim() ? { noteToApplicant: note.trim() } : {}) };
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
        <p class="govuk-inset-text" role="status">
          {review.state === "closed" ? t.decided : t.claimFirst}
        </p>
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
          { value: "accept", text: t.accept },
          { value: "decline", text: t.decline },
        ]}
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
