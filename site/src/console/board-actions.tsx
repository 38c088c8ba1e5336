import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import type { BodyOf, ReminderResult, StudentSummary } from "../api/types";
import { useAction } from "../hooks/use-action";
import { Button } from "../ui/button";
import { DataTable } from "../ui/data-table";
import { PageProblem } from "../ui/error-summary";
import { useConsoleTexts } from "./use-texts";

/** Of what students are reminded. */
export type About = BodyOf<"send_reminders">["about"];

/** Most students of one request. */
const AT_ONCE = 100;

interface Props {
  about: About;
  students: readonly StudentSummary[];
}

/** Reminds the students of a list, after a look at whom it would reach. */
export function Reminders({ about, students }: Props) {
  const t = useConsoleTexts().board;
  const [shown, setShown] = useState<{ dryRun: boolean; results: ReminderResult[] } | null>(null);
  // A key for each intent: what is sent again after a failure is the same request.
  const [intent, setIntent] = useState(() => crypto.randomUUID());
  const send = useAction(async (dryRun: boolean) => {
    const results: ReminderResult[] = [];
    for (let first = 0; first < students.length; first += AT_ONCE) {
      const some = students.slice(first, first + AT_ONCE).map(({ id }) => id);
      const header = { "Idempotency-Key": `${intent}-${first}` };
      const body = { students: some, about, dryRun };
      const answer = await reply(api.POST("/api/staff/reminders", { params: { header }, body }));
      results.push(...answer.results);
    }
    setShown({ dryRun, results });
    if (!dryRun) setIntent(crypto.randomUUID());
  });
  if (students.length === 0) return null;
  const told = shown?.results.filter(({ outcome }) => outcome === "reminded").length ?? 0;
  const say = shown?.dryRun === false ? t.reached : t.wouldReach;
  const numberOf = (id: string) => students.find((student) => student.id === id)?.number ?? id;
  return (
    <section aria-label={t.results}>
      {send.problem && <PageProblem of={send} />}
      <div class="govuk-button-group">
        <Button secondary busy={send.busy} onClick={() => void send.run(true)}>
          {t.dryRun}
        </Button>
        {shown?.dryRun && told > 0 && (
          <Button busy={send.busy} onClick={() => void send.run(false)}>
            {t.remind}
          </Button>
        )}
      </div>
      {shown && (
        <>
          <p class="govuk-body" role="status">
            {say(told, shown.results.length)}
          </p>
          <DataTable
            caption={t.results}
            items={shown.results}
            keyOf={({ student }) => student}
            columns={[
              { heading: t.student, cell: ({ student }) => numberOf(student), anywhere: true },
              {
                heading: t.outcome,
                cell: ({ outcome }) =>
                  shown.dryRun && outcome === "reminded" ? t.wouldBeReminded : t.outcomes[outcome],
              },
            ]}
          />
        </>
      )}
    </section>
  );
}

/** Gives a file to the reader to keep. */
function save(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to keep it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

type Format = "csv" | "xlsx";

/** Keeps the list that is shown as a file. */
export function SaveAs({ name, read }: { name: string; read: (format: Format) => Promise<Blob> }) {
  const t = useConsoleTexts().board;
  const action = useAction(async (format: Format) => save(`${name}.${format}`, await read(format)));
  return (
    <>
      {action.problem && <PageProblem of={action} />}
      <div class="govuk-button-group">
        <Button secondary busy={action.busy} onClick={() => void action.run("csv")}>
          {t.csv}
        </Button>
        <Button secondary busy={action.busy} onClick={() => void action.run("xlsx")}>
          {t.xlsx}
        </Button>
      </div>
    </>
  );
}
