import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { errorsByField } from "../../api/problem";
import type { PermitReview, RegistrationReturnReason } from "../../api/types";
import { showDate } from "../../domain/time";
import { idOf } from "../../form/values";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { PageProblem } from "../../ui/error-summary";
import { RadiosField, SelectField, TextArea } from "../../ui/fields";
import { Instant } from "../../ui/instant";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { WithClaim } from "../claim";
import { ClaimTag } from "../claim-tag";
import { Closing } from "../closing";
import { RETURN_REASONS } from "../codes";
import { Findings } from "../findings";
import { Proof } from "../proof";
import { TaskPage } from "../task-page";
import type { ReviewWork } from "../use-review";
import { sayOf } from "../use-review";
import { useConsoleTexts } from "../use-texts";

/** The new visa or permit of a student: what was typed beside the documents that prove it (S104, S110). */
export default function PermitReviewPage({ reviewId }: { reviewId: string }) {
  const { permits } = useConsoleTexts();
  const { language } = useLanguage();
  const params = { path: { reviewId } };
  const review = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/permit", { params })), [reviewId], language);
  return (
    <TaskPage
      reviewId={reviewId}
      review={review}
      title={permits.review}
      caption={permits.review}
      head={(content) => <Head review={content} />}
    >
      {(content, work) => (
        <>
          <Evidence review={content} />
          {content.closing ? (
            <Closing closing={content.closing} />
          ) : (
            <WithClaim review={content} claim={work.claim} claimFirst={permits.claimFirst}>
              <Judge reviewId={content.id} {...work} />
            </WithClaim>
          )}
        </>
      )}
    </TaskPage>
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
        <ul class="govuk-list govuk-list--spaced">
          {documents.map((document) => (
            <li key={document.id}>
              <Proof document={document} name={document.slot === "police_receipt" ? t.receipt : t.page} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface JudgeProps extends ReviewWork {
  reviewId: string;
}

function Judge({ reviewId, ...work }: JudgeProps) {
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
      await sayOf(work, () =>
        reply(api.POST("/api/reviews/{reviewId}/permit/verdict", { params, body: { returned } })),
      );
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
