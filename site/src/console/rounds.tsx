import type { ReviewDetails, RevisionItem } from "../api/types";
import { useApplicationWording } from "../form/application/use-wording";
import { useLanguage } from "../hooks/language";
import { paths, withQuery } from "../paths";
import { Deadline, Instant } from "../ui/instant";
import { useTexts } from "../ui/use-texts";
import { useSlotName } from "./use-slot-name";
import { useConsoleTexts } from "./use-texts";

/** Every submission, and every request for revision between them; empty where there was only one. */
export function Rounds({ review }: { review: ReviewDetails }) {
  const t = useConsoleTexts().rounds;
  const { rounds, revisions } = review;
  if (rounds.length + revisions.length < 2) return null;
  // Each with the one before, and the last with the first.
  const last = rounds.length;
  const pairs = rounds.slice(1).map(({ round }) => [round - 1, round] as const);
  if (last > 2) pairs.push([1, last]);
  return (
    <section class="site-card" aria-labelledby="rounds">
      <h2 class="govuk-heading-m" id="rounds">
        {t.heading}
      </h2>
      <ol class="govuk-list govuk-list--spaced">
        {rounds.map(({ round, submittedAt }) => (
          <li key={round}>
            {t.submitted(round)}: <Instant at={submittedAt} />
          </li>
        ))}
      </ol>
      {revisions.map((revision) => (
        <Revision key={revision.number} revision={revision} slots={review.slots} />
      ))}
      <ul class="govuk-list">
        {pairs.map(([from, to]) => (
          <li key={`${from} ${to}`}>
            <a
              class="govuk-link"
              href={withQuery(paths.comparison({ reviewId: review.id }), { from: String(from), to: String(to) })}
            >
              {t.compare(from, to)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RevisionProps {
  revision: ReviewDetails["revisions"][number];
  slots: ReviewDetails["slots"];
}

function Revision({ revision, slots }: RevisionProps) {
  const { read } = useLanguage();
  const t = useConsoleTexts().rounds;
  const nameOf = useItemName(slots);
  return (
    <>
      <h3 class="govuk-heading-s">{t.asked(revision.requestedBy.userName)}</h3>
      <p class="govuk-body-s site-muted">
        <Instant at={revision.requestedAt} />
        <br />
        {t.states[revision.state]}. {t.due}: <Deadline at={revision.dueAt} />
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {revision.items.map((item) => (
          <li key={nameOf(item)}>
            {nameOf(item)}: {read(item.reasonText)}
            <p class="govuk-body-s site-prewrapped">{read(item.note)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function useItemName(slots: ReviewDetails["slots"]): (item: RevisionItem) => string {
  const texts = useTexts();
  const wording = useApplicationWording();
  const slotName = useSlotName(slots);
  return ({ section, field, slot }) =>
    slot ? texts.errors.inField(texts.application.documents, slotName(slot)) : wording.name(section ?? "", field ?? "");
}
