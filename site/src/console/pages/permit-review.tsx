import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { errorsByField, Problem } from "../../api/problem";
import type { PermitReview, RegistrationReturnReason } from "../../api/types";
import { showDate } from "../../domain/time";
import { idOf } from "../../form/values";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { PageProblem } from "../../ui/error-summary";
import { RadiosField, SelectField, TextArea } from "../../ui/fields";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { Claim, WithClaim } from "../claim";
import { ClaimTag } from "../claim-tag";
import { Closing } from "../closing";
import { RETURN_REASONS } from "../codes";
import { Findings } from "../findings";
import { useClaim, useRelease } from "../use-review";
import { useConsoleTexts } from "../use-texts";

/** The new visa or permit of a student: what was typed beside the documents that prove it (S104, S110). */
export default function PermitReviewPage({ reviewId }: { reviewId: string }) {
  const { review: t, permits } = useConsoleTexts();
  const { language } = useLanguage();
  const params = { path: { reviewId } };
  const review = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/permit", { params })), [reviewId], language);
  const claim = useClaim(reviewId, review.reload);
  const release = useRelease(reviewId);
  const [overtaken, setOvertaken] = useState<Problem | null>(null);
  const problem = claim.problem ?? release.problem ?? overtaken;

  /** The claim was lost, or a colleague decided: shows how it stands, and why nothing was done. */
  async function showOvertaken(problem: Problem): Promise<void> {
    await review.reload();
    setOvertaken(problem);
  }

  return (
    <Page
      title={review.content?.subject.applicantName ?? permits.review}
      caption={permits.review}
      back={{ href: paths.reviews, text: t.back }}
      errors={{ problem }}
      wide
    >
      <Await loaded={review}>
        {(content) => (
          <>
            <Head review={content} />
            <Claim review={content} claim={claim} release={release} />
            <Evidence review={content} />
            {content.closing ? (
              <Closing closing={content.closing} />
            ) : (
              <WithClaim review={content} claim={claim} claimFirst={permits.claimFirst}>
                <Judge reviewId={content.id} reload={review.reload} onOvertaken={showOvertaken} />
              </WithClaim>
            )}
          </>
        )}
      </Await>
    </Page>
  );
}

function Head({ review }: { review: PermitReview }) {
  const { locale } = useLanguage();
  const texts = useTexts();
  const t = useConsoleTexts();
  const student = useStudentRows(review.student);
  const { passportExpires } = review;
  return (
    <SummaryList
      rows={[
        ...student,
        ...(passportExpires ? [{ key: t.students.passportExpires, value: showDate(passportExpires, locale) }] : []),
        { key: t.review.round, value: String(review.round) },
        { key: texts.application.submitted, value: <Instant at={review.submittedAt} /> },
        { key: t.queue.findings, value: <Findings findings={review.findings} /> },
        { key: t.queue.claim, value: <ClaimTag review={review} /> },
      ]}
    />
  );
}

/** What was typed, what the record has, and the documents. */
function Evidence({ review: { permit, before, documents } }: { review: PermitReview }) {
  const { locale } = useLanguage();
  const t = useConsoleTexts().permits;
  const rowsOf = ({ kind, number, expires }: PermitReview["permit"]) => [
    { key: t.kind, value: t.kinds[kind] },
    { key: t.number, value: number },
    { key: t.expires, value: showDate(expires, locale) },
  ];
  return (
    <div class="govuk-grid-row">
      <section class="govuk-grid-column-one-half" aria-labelledby="typed">
        <h2 class="govuk-heading-m" id="typed">
          {t.typed}
        </h2>
        <SummaryList rows={rowsOf(permit)} />
        <h2 class="govuk-heading-m">{t.before}</h2>
        {before ? <SummaryList rows={rowsOf(before)} /> : <p class="govuk-body">{t.none}</p>}
      </section>
      <section class="govuk-grid-column-one-half" aria-labelledby="documents">
        <h2 class="govuk-heading-m" id="documents">
          {t.documents}
        </h2>
        <ul class="govuk-list">
          {documents.map(({ id, slot, fileName, url }) => (
            <li key={id}>
              {slot === "police_receipt" ? t.receipt : t.page}:{" "}
              <a class="govuk-link site-anywhere" href={url} rel="noreferrer">
                {fileName}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface JudgeProps {
  reviewId: string;
  reload: () => Promise<void>;
  onOvertaken: (problem: Problem) => Promise<void>;
}

function Judge({ reviewId, reload, onOvertaken }: JudgeProps) {
  const texts = useTexts();
  const { registration: t, permits } = useConsoleTexts();
  const [verdict, setVerdict] = useState("");
  const [reason, setReason] = useState<RegistrationReturnReason | "">("");
  const [en, setEn] = useState("");
  const [zh, setZh] = useState("");
  const returns = verdict === "return";
  const form = useForm(
    { verdict, reason, en, zh },
    ({ verdict, reason, en, zh }) => [
      ...(verdict === "" ? [mistake("verdict", t.verdictMissing)] : []),
      ...(verdict === "return" && reason === "" ? [mistake("returned/reason", t.reasonMissing)] : []),
      ...(verdict === "return" && en.trim() === "" ? [mistake("returned/note/en", t.noteMissing)] : []),
      ...(verdict === "return" && zh.trim() === "" ? [mistake("returned/note/zh", t.noteMissing)] : []),
    ],
    async () => {
      const returned = returns && reason !== "" ? { reason, note: { en: en.trim(), zh: zh.trim() } } : null;
      const params = { path: { reviewId } };
      try {
        await reply(api.POST("/api/reviews/{reviewId}/permit/verdict", { params, body: { returned } }));
        await reload();
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 409) throw error;
        await onOvertaken(error);
      }
    },
  );
  const errors = errorsByField(form.problem, idOf);
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={idOf} />
      <RadiosField
        id="verdict"
        label={t.verdict(permits.review)}
        inline
        value={verdict}
        onValue={setVerdict}
        error={errors.verdict}
        choices={[
          { value: "pass", text: t.pass },
          { value: "return", text: t.return },
        ]}
      />
      {returns && (
        <>
          <SelectField
            id="returned-reason"
            label={t.reason}
            value={reason}
            onValue={(chosen) => setReason(RETURN_REASONS.find((reason) => reason === chosen) ?? "")}
            error={errors["returned-reason"]}
            choices={RETURN_REASONS.map((value) => ({ value, text: t.reasons[value] }))}
            empty={texts.choose}
          />
          <TextArea
            id="returned-note-en"
            label={t.noteEn}
            hint={t.noteHint}
            rows={2}
            value={en}
            onValue={setEn}
            error={errors["returned-note-en"]}
          />
          <TextArea
            id="returned-note-zh"
            label={t.noteZh}
            rows={2}
            value={zh}
            onValue={setZh}
            error={errors["returned-note-zh"]}
          />
        </>
      )}
      <SubmitButton form={form}>{returns ? permits.sendBack : permits.pass}</SubmitButton>
    </form>
  );
}
