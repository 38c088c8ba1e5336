import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { LetterReview } from "../../api/types";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { PageProblem } from "../../ui/error-summary";
import { RadiosField, TextField } from "../../ui/fields";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { WithClaim } from "../claim";
import { ClaimTag } from "../claim-tag";
import { Closing } from "../closing";
import { TaskPage } from "../task-page";
import type { ReviewWork } from "../use-review";
import { sayOf } from "../use-review";
import { useConsoleTexts } from "../use-texts";

/** A letter that cannot be set: the officer says how the name is printed, and has it issued. */
export default function LetterReviewPage({ reviewId }: { reviewId: string }) {
  const { letters } = useConsoleTexts();
  const params = { path: { reviewId } };
  const review = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/letter", { params })), [reviewId]);
  return (
    <TaskPage
      reviewId={reviewId}
      review={review}
      title={letters.review}
      caption={letters.review}
      head={(content) => <Head review={content} />}
    >
      {(content, work) =>
        content.closing ? (
          <Closing closing={content.closing} />
        ) : (
          <WithClaim review={content} claim={work.claim} claimFirst={letters.claimFirst}>
            <Prepare review={content} {...work} />
          </WithClaim>
        )
      }
    </TaskPage>
  );
}

function Head({ review }: { review: LetterReview }) {
  const t = useConsoleTexts();
  const student = useStudentRows(review.student);
  const { obstacle } = review;
  const why =
    obstacle.is === "characters"
      ? t.letters.characters(obstacle.characters.join(" "))
      : t.letters.obstacles[obstacle.is];
  return (
    <SummaryList
      rows={[
        ...student,
        { key: t.letters.obstacle, value: why },
        { key: t.queue.claim, value: <ClaimTag review={review} /> },
      ]}
    />
  );
}

interface PrepareProps extends ReviewWork {
  review: LetterReview;
}

function Prepare({ review, ...work }: PrepareProps) {
  const t = useConsoleTexts().letters;
  const [how, setHow] = useState("");
  const [passportName, setPassportName] = useState(review.student.name);
  const [chineseName, setChineseName] = useState(review.student.chineseName ?? "");
  const spells = how === "spelled";
  const form = useForm(
    { how, passportName },
    ({ how, passportName }) => [
      ...(how === "" ? [mistake("how", t.howMissing)] : []),
      ...(how === "spelled" && passportName.trim() === "" ? [mistake("passportName", t.passportNameMissing)] : []),
    ],
    async () => {
      const spelling = spells ? { passportName, chineseName: chineseName.trim() || null } : null;
      const params = { path: { reviewId: review.id } };
      await sayOf(work, () =>
        reply(api.POST("/api/reviews/{reviewId}/letter/decision", { params, body: { spelling } })),
      );
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <RadiosField
        id="how"
        label={t.how}
        value={how}
        onValue={setHow}
        choices={[
          { value: "spelled", text: t.spelled, hint: t.spelledHint },
          { value: "as_recorded", text: t.asRecorded, hint: t.asRecordedHint },
        ]}
        error={form.errors.how}
      />
      {spells && (
        <>
          <TextField
            id="passportName"
            label={t.passportName}
            value={passportName}
            onValue={setPassportName}
            error={form.errors.passportName}
          />
          <TextField
            id="chineseName"
            label={t.chineseName}
            hint={t.chineseNameHint}
            value={chineseName}
            onValue={setChineseName}
            error={form.errors.chineseName}
          />
        </>
      )}
      <SubmitButton form={form}>{t.print}</SubmitButton>
    </form>
  );
}
