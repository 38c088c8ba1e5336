import { useCatalogue } from "../../api/catalogue";
import { api, reply } from "../../api/client";
import { useReader } from "../../api/session";
import type { Review, ReviewQueue, StaffRole } from "../../api/types";
import { namesIn } from "../../domain/catalogue";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { usePlace } from "../../hooks/place";
import { usePages } from "../../hooks/use-pages";
import { paths, withQuery } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { Done } from "../../ui/done";
import { Instant } from "../../ui/instant";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { ClaimTag } from "../claim-tag";
import { Findings } from "../findings";
import { pathOfReview } from "../review-pages";
import { useConsoleTexts } from "../use-texts";

/** Each queue with the role whose work it is; what one has taken is everybody's. */
const QUEUES = {
  general: "reviewer",
  visa: "visa_officer",
  registrar: "registrar",
  mine: null,
  waitlist: "reviewer",
  confirmations: "reviewer",
} as const satisfies Record<ReviewQueue, StaffRole | null>;

/** The queues of the reader. Who has none of the roles is told so by the service. */
function useQueues(): readonly ReviewQueue[] {
  const roles = useReader()?.roles ?? [];
  const all = Object.keys(QUEUES) as ReviewQueue[];
  const ofRoles = all.filter((queue) => QUEUES[queue] === null || roles.includes(QUEUES[queue]));
  return ofRoles.length > 1 ? ofRoles : ["general", "mine"];
}

/** What staff must look at, oldest first: a queue for each kind of work. */
export default function ReviewsPage() {
  const texts = useTexts();
  const { query } = usePlace();
  const t = useConsoleTexts().queue;
  const queues = useQueues();
  const queue = queues.find((each) => each === query.get("queue")) ?? queues[0] ?? "general";
  const pages = usePages((cursor) => readReviews(queue, cursor), [queue]);
  return (
    <Page title={queue === "visa" ? t.names.visa : t.title} caption={texts.consoleName} wide>
      <Done />
      <Queues queues={queues} current={queue} />
      <Await loaded={pages.list}>
        {({ items, next }) => (
          <>
            <p class="govuk-body" role="status">
              {t.count(items.length, Boolean(next))}
            </p>
            {items.length > 0 && <QueueTable reviews={items} />}
            <div class="govuk-button-group">
              <MoreButton {...pages} />
              <Button secondary onClick={() => void pages.list.reload()}>
                {t.refresh}
              </Button>
            </div>
          </>
        )}
      </Await>
    </Page>
  );
}

function readReviews(queue: ReviewQueue, cursor?: string) {
  return reply(api.GET("/api/reviews", { params: { query: { queue, ...(cursor ? { cursor } : {}) } } }));
}

function Queues({ queues, current }: { queues: readonly ReviewQueue[]; current: ReviewQueue }) {
  const t = useConsoleTexts().queue;
  return (
    <nav class="site-tabs" aria-label={t.label}>
      <ul>
        {queues.map((queue) => (
          <li key={queue}>
            <a
              class="govuk-link"
              href={withQuery(paths.reviews, queue === queues[0] ? {} : { queue })}
              aria-current={queue === current ? "page" : undefined}
            >
              {t.names[queue]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Whom a task is about, with a link to its page where this site has one. */
function Subject({ review: { id, subject } }: { review: Review }) {
  const path = pathOfReview(subject.kind, id);
  if (path === undefined) return <>{subject.applicantName}</>;
  return (
    <a class="govuk-link" href={path}>
      {subject.applicantName}
    </a>
  );
}

/** What a task is about, beside whom. */
function About({ subject, names }: { subject: Review["subject"]; names: ReturnType<typeof namesIn> }) {
  const texts = useTexts();
  const { read, locale } = useLanguage();
  const { deadlines, kinds } = useConsoleTexts();
  const [first, second] = ((): [string, string] => {
    switch (subject.kind) {
      case "application":
        return [read(subject.programme.name), names.intake(subject.intake)];
      case "deadline":
        return [deadlines[subject.deadline], showDate(subject.lastDay, locale)];
      case "student_number":
        return [kinds.student_number, subject.id];
      case "registration":
        return [texts.navigation.registration, `${read(subject.semester)}, ${subject.number}`];
      default:
        return [kinds[subject.kind], `${read(subject.semester)}, ${subject.number}`];
    }
  })();
  return (
    <>
      {first}
      <br />
      <span class="site-muted">{second}</span>
    </>
  );
}

function QueueTable({ reviews }: { reviews: readonly Review[] }) {
  const { read } = useLanguage();
  const { content: catalogue } = useCatalogue();
  const { queue: t, occasions } = useConsoleTexts();
  const names = namesIn(catalogue, read);
  return (
    <DataTable
      caption={t.title}
      items={reviews}
      keyOf={({ id }) => id}
      columns={[
        {
          heading: t.applicant,
          cell: (review) => <Subject review={review} />,
        },
        {
          heading: t.programme,
          cell: ({ subject }) => <About subject={subject} names={names} />,
        },
        {
          heading: t.waitingSince,
          cell: ({ openedAt, occasion }) => (
            <>
              <Instant at={openedAt} />
              <br />
              <span class="site-muted">{occasions[occasion]}</span>
            </>
          ),
        },
        { heading: t.findings, cell: ({ findings }) => <Findings findings={findings} /> },
        { heading: t.claim, cell: (review) => <ClaimTag review={review} /> },
      ]}
    />
  );
}
