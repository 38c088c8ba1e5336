import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import { Problem } from "../api/problem";
import { useReader } from "../api/session";
import type { Proposal, ReviewDetails } from "../api/types";
import { useAction } from "../hooks/use-action";
import { mistake, useForm } from "../hooks/use-form";
import { Button } from "../ui/button";
import { PageProblem } from "../ui/error-summary";
import { ProblemSummary } from "../ui/error-summary";
import { TextArea } from "../ui/fields";
import { Instant } from "../ui/instant";
import { SubmitButton } from "../ui/submit-button";
import { SummaryList } from "../ui/summary-list";
import { WithClaim } from "./claim";
import { useGrounds } from "./use-grounds";
import type { ReviewWork } from "./use-review";
import { useConsoleTexts } from "./use-texts";

interface Props extends ReviewWork {
  review: ReviewDetails;
  proposal: Proposal;
}

/** A decision that a second person has to confirm. */
export function ProposedDecision({ review, proposal, ...work }: Props) {
  const t = useConsoleTexts().proposal;
  const isOwn = useReader()?.id === proposal.by.id;
  return (
    <section class="site-decide" aria-labelledby="proposal">
      <h2 class="govuk-heading-m" id="proposal">
        {t.heading}
      </h2>
      <Proposed proposal={proposal} />
      {isOwn ? (
        <p class="govuk-inset-text">{t.own}</p>
      ) : (
        <WithClaim review={review} claim={work.claim} claimFirst={t.claimFirst}>
          <Answer reviewId={review.id} {...work} />
        </WithClaim>
      )}
    </section>
  );
}

function Proposed({ proposal }: { proposal: Proposal }) {
  const { proposal: t, decision } = useConsoleTexts();
  const grounds = useGrounds();
  return (
    <SummaryList
      rows={[
        { key: decision.outcome, value: decision.outcomes[proposal.outcome] },
        { key: t.by, value: proposal.by.userName },
        { key: t.at, value: <Instant at={proposal.at} /> },
        ...grounds(proposal, proposal.outcome),
      ]}
    />
  );
}

function Answer({ reviewId, reload, onOvertaken }: { reviewId: string } & ReviewWork) {
  const t = useConsoleTexts().proposal;
  const [note, setNote] = useState("");
  const params = { path: { reviewId } };

  /** Does it, and shows how the review stands then. */
  async function andReload(work: Promise<unknown>): Promise<void> {
    try {
      await work;
      await reload();
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 409) throw error;
      await onOvertaken(error);
    }
  }

  const confirm = useAction(() => andReload(reply(api.POST("/api/reviews/{reviewId}/confirmation", { params }))));
  const form = useForm(
    note.trim(),
    (note) => (note === "" ? [mistake("note", t.rejectMissing)] : []),
    () => andReload(reply(api.POST("/api/reviews/{reviewId}/rejection", { params, body: { note: note.trim() } }))),
  );
  return (
    <>
      <ProblemSummary problem={confirm.problem} />
      <PageProblem of={form} />
      <Button busy={confirm.busy} onClick={() => void confirm.run()}>
        {t.confirm}
      </Button>
      <form noValidate onSubmit={form.submit}>
        <TextArea
          id="note"
          label={t.rejectNote}
          hint={t.rejectHint}
          rows={3}
          value={note}
          onValue={setNote}
          error={form.errors.note}
        />
        <SubmitButton form={form} secondary>
          {t.reject}
        </SubmitButton>
      </form>
    </>
  );
}
