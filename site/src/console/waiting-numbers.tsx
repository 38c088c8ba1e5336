import { api, reply } from "../api/client";
import { useLoaded } from "../hooks/use-loaded";
import { paths } from "../paths";
import { Await } from "../ui/await";
import { DataTable } from "../ui/data-table";
import { Instant } from "../ui/instant";
import { ClaimTag } from "./claim-tag";
import { useConsoleTexts } from "./use-texts";

/** Numbers that the university's sign-in said and that no student has: the registrar's to look at (S77). */
export function WaitingNumbers() {
  const { numbers: t, queue } = useConsoleTexts();
  const params = { query: { queue: "registrar" as const } };
  const waiting = useLoaded(() => reply(api.GET("/api/reviews", { params })), []);
  return (
    <Await loaded={waiting}>
      {({ items }) => {
        const numbers = items.filter(({ subject }) => subject.kind === "student_number");
        if (numbers.length === 0) return null;
        return (
          <DataTable
            caption={t.title}
            items={numbers}
            keyOf={({ id }) => id}
            columns={[
              {
                heading: t.number,
                cell: ({ id, subject }) => (
                  <a class="govuk-link" href={paths.unknownNumber({ reviewId: id })}>
                    {subject.applicantName}
                  </a>
                ),
              },
              { heading: queue.waitingSince, cell: ({ openedAt }) => <Instant at={openedAt} /> },
              { heading: queue.claim, cell: (review) => <ClaimTag review={review} /> },
            ]}
          />
        );
      }}
    </Await>
  );
}
