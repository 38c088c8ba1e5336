import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { Problem } from "../../api/problem";
import type { LetterReview } from "../../api/types";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { PageProblem } from "../../ui/error-summary";
import { RadiosField, TextField } from "../../ui/fields";
import { Page } from "../../ui/page";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { Claim, WithClaim } from "../claim";
import { ClaimTag } from "../claim-tag";
import { Closing } from "../closing";
import { useClaim, useRelease } from "../use-review";
import { useConsoleTexts } from "../use-texts";

/** A letter that cannot be set: the officer says how the name is printed, and has it issued. */
export default function LetterReviewPage({ reviewId }: { reviewId: string }) {
  const { review: t, letters } = useConsoleTexts();
  const params = { path: { reviewId } };
  const review = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/letter", { params })), [reviewId]);
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
      title={review.content?.subject.applicantName ?? letters.review}
      caption={letters.review}
      back={{ href: paths.reviews, text: t.back }}
      errors={{ problem }}
      wide
    >
      <Await loaded={review}>
        {(content) => (
          <>
            <Head review={content} />
            <Claim review={content} claim={claim} release={release} />
            {content.closing ? (
              <Closing closing={content.closing} />
            ) : (
              <WithClaim review={content} claim={claim} claimFirst={letters.claimFirst}>
                <Prepare review={content} reload={review.reload} onOvertaken={showOvertaken} />
              </WithClaim>
            )}
          </>
        )}
      </Await>
    </Page>
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

interface PrepareProps {
  review: LetterReview;
  reload: () => Promise<void>;
  onOvertaken: (problem: Problem) => Promise<void>;
}

function Prepare({ review, reload, onOvertaken }: PrepareProps) {
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
      try {
        await reply(api.POST("/api/reviews/{reviewId}/letter/decision", { params, body: { spelling } }));
        await reload();
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 409) throw error;
        await onOvertaken(error);
      }
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
