import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { DeadlineOutcome, DeadlineReview } from "../../api/types";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { PageProblem } from "../../ui/error-summary";
import { RadiosField, TextArea } from "../../ui/fields";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { WithClaim } from "../claim";
import { Closing } from "../closing";
import { StudentDates } from "../student-dates";
import { TaskPage } from "../task-page";
import type { ReviewWork } from "../use-review";
import { sayOf } from "../use-review";
import { useConsoleTexts } from "../use-texts";

const OUTCOMES = ["done", "not_done", "settle"] as const satisfies readonly DeadlineOutcome[];

/** Something of a student that is over, or is said to be done: what became of it. */
export default function DeadlineReviewPage({ reviewId }: { reviewId: string }) {
  const { settlement: t } = useConsoleTexts();
  const params = { path: { reviewId } };
  const review = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/deadline", { params })), [reviewId]);
  return (
    <TaskPage
      reviewId={reviewId}
      review={review}
      title={t.title}
      caption={t.title}
      queue="visa"
      head={(content) => <About review={content} />}
    >
      {(content, work) =>
        content.closing ? (
          <Closing closing={content.closing} />
        ) : (
          <WithClaim review={content} claim={work.claim} claimFirst={t.claimFirst}>
            <Settle reviewId={reviewId} {...work} />
          </WithClaim>
        )
      }
    </TaskPage>
  );
}

/** What is over, and all that falls due for the student. */
function About({ review: { subject, occasion, student, dates } }: { review: DeadlineReview }) {
  const { locale } = useLanguage();
  const { settlement: t, dates: d, deadlines, occasions } = useConsoleTexts();
  const rows = useStudentRows(student);
  const over =
    subject.kind === "deadline"
      ? [{ key: occasions[occasion], value: `${deadlines[subject.deadline]}, ${showDate(subject.lastDay, locale)}` }]
      : [];
  return (
    <>
      <SummaryList rows={[...over, ...rows]} />
      <p class="govuk-body">
        <a class="govuk-link" href={paths.student({ studentId: student.id })}>
          {t.recordLink}
        </a>
      </p>
      <h2 class="govuk-heading-m">{d.heading}</h2>
      <StudentDates dates={dates} />
    </>
  );
}

interface SettleProps extends ReviewWork {
  reviewId: string;
}

function Settle({ reviewId, ...work }: SettleProps) {
  const t = useConsoleTexts().settlement;
  const [outcome, setOutcome] = useState("");
  const [remark, setRemark] = useState("");
  const form = useForm(
    { outcome, remark },
    ({ outcome, remark }) => [
      ...(outcome === "" ? [mistake("outcome", t.outcomeMissing)] : []),
      ...(outcome === "settle" && remark.trim() === "" ? [mistake("remark", t.remarkMissing)] : []),
    ],
    async () => {
      const params = { path: { reviewId } };
      const body = { outcome: outcome as DeadlineOutcome, ...(remark.trim() !== "" && { remark: remark.trim() }) };
      await sayOf(work, () => reply(api.POST("/api/reviews/{reviewId}/deadline/settlement", { params, body })));
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <RadiosField
        id="outcome"
        label={t.outcome}
        value={outcome}
        onValue={setOutcome}
        choices={OUTCOMES.map((value) => ({ value, text: t.outcomes[value] }))}
        error={form.errors.outcome}
      />
      <TextArea
        id="remark"
        label={t.remark}
        hint={t.remarkHint}
        value={remark}
        onValue={setRemark}
        error={form.errors.remark}
      />
      <SubmitButton form={form}>{t.settle}</SubmitButton>
    </form>
  );
}
