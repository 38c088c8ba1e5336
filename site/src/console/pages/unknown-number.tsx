import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { ReplyOf } from "../../api/types";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { PageProblem } from "../../ui/error-summary";
import { TextArea } from "../../ui/fields";
import { Page } from "../../ui/page";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { holderOf, useHoldsClaim } from "../claim-tag";
import { useClaim } from "../use-review";
import { useConsoleTexts } from "../use-texts";

type Details = ReplyOf<"view_unknown_number">;

/** A number that the university's sign-in said and no student had: who has it by now, and what became of it (S77). */
export default function UnknownNumberPage({ reviewId }: { reviewId: string }) {
  const texts = useTexts();
  const { numbers: t, roster } = useConsoleTexts();
  const params = { path: { reviewId } };
  const details = useLoaded(() => reply(api.GET("/api/reviews/{reviewId}/student-number", { params })), [reviewId]);
  const claim = useClaim(reviewId, details.reload);
  return (
    <Page
      title={details.content?.number ?? t.title}
      caption={texts.consoleName}
      back={{ href: paths.roster, text: roster.title }}
      errors={claim}
    >
      <p class="govuk-body">{t.lead}</p>
      <Await loaded={details}>
        {(content) => (
          <>
            <h2 class="govuk-heading-m">{t.student}</h2>
            {content.student ? <Student student={content.student} /> : <p class="govuk-body">{t.nobody}</p>}
            <Work details={content} claim={claim} reload={details.reload} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Student({ student }: { student: NonNullable<Details["student"]> }) {
  return <SummaryList rows={[...useStudentRows(student)]} />;
}

interface WorkProps {
  details: Details;
  claim: ReturnType<typeof useClaim>;
  reload: () => Promise<void>;
}

function Work({ details, claim, reload }: WorkProps) {
  const { numbers: t, claim: words } = useConsoleTexts();
  const mine = useHoldsClaim(details);
  if (details.closing) {
    return (
      <section class="site-card" role="status">
        <h2 class="govuk-heading-m">{t.settled}</h2>
        <p class="govuk-body site-prewrapped">{details.closing.remark}</p>
      </section>
    );
  }
  if (mine) return <Settle reviewId={details.id} reload={reload} />;
  if (holderOf(details) !== null) return <p class="govuk-inset-text">{words.inOtherHands}</p>;
  return (
    <Button busy={claim.busy} onClick={() => void claim.run()}>
      {words.take}
    </Button>
  );
}

function Settle({ reviewId, reload }: { reviewId: string; reload: () => Promise<void> }) {
  const t = useConsoleTexts().numbers;
  const [remark, setRemark] = useState("");
  const params = { path: { reviewId } };
  const form = useForm(
    remark.trim(),
    (remark) => (remark === "" ? [mistake("remark", t.remarkMissing)] : []),
    async () => {
      const body = { remark: remark.trim() };
      await reply(api.POST("/api/reviews/{reviewId}/student-number/settlement", { params, body }));
      await reload();
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
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
