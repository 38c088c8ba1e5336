import type { ReviewDetails } from "../api/types";
import { Instant } from "../components/instant";
import { SummaryList } from "../components/summary-list";
import { useLanguage } from "../language";
import { useConsoleTexts } from "./use-console-texts";

/** How the review ended. */
export function Closing({ closing }: { closing: NonNullable<ReviewDetails["closing"]> }) {
  const { texts } = useLanguage();
  const t = useConsoleTexts().closing;
  return (
    <section class="site-card" aria-labelledby="closing" role="status">
      <h2 class="govuk-heading-m" id="closing">
        {t.heading}
      </h2>
      <SummaryList
        rows={[
          { key: useConsoleTexts().decision.outcome, value: t.outcomes[closing.outcome] },
          ...(closing.by ? [{ key: t.by, value: closing.by.userName }] : []),
          { key: t.at, value: <Instant at={closing.at} /> },
          { key: t.note, value: closing.noteToApplicant ?? texts.notGiven },
        ]}
      />
    </section>
  );
}
