import type { ReviewDetails } from "../api/types";
import { Instant } from "../ui/instant";
import { SummaryList } from "../ui/summary-list";
import { useGrounds } from "./use-grounds";
import { useConsoleTexts } from "./use-texts";

/** How the review ended. */
export function Closing({ closing }: { closing: NonNullable<ReviewDetails["closing"]> }) {
  const { closing: t, decision, proposal } = useConsoleTexts();
  const grounds = useGrounds();
  const { by, proposedBy, outcome } = closing;
  return (
    <section class="site-card" aria-labelledby="closing" role="status">
      <h2 class="govuk-heading-m" id="closing">
        {t.heading}
      </h2>
      <SummaryList
        rows={[
          { key: decision.outcome, value: t.outcomes[outcome] },
          ...(proposedBy ? [{ key: proposal.by, value: proposedBy.userName }] : []),
          ...(by ? [{ key: t.by, value: by.userName }] : []),
          { key: t.at, value: <Instant at={closing.at} /> },
          ...(outcome === "accept" || outcome === "decline" ? grounds(closing, outcome) : []),
        ]}
      />
    </section>
  );
}
