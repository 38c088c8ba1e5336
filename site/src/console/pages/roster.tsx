import { useState } from "preact/hooks";
import type { RosterImport, RosterReply } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { usePolling } from "../../hooks/use-polling";
import { Await } from "../../ui/await";
import { Bullets } from "../../ui/bullets";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { PageProblem } from "../../ui/error-summary";
import { CheckboxField } from "../../ui/fields";
import { Instant } from "../../ui/instant";
import { MoreButton } from "../../ui/more-button";
import { Page } from "../../ui/page";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { FileForm, noField, Progress } from "../file-form";
import { RosterChanges } from "../roster-changes";
import { importRoster, useRosterImports } from "../roster-import";
import { useConsoleTexts } from "../use-texts";
import { WaitingNumbers } from "../waiting-numbers";

/** A file, how it is to be imported, and what it would change. */
interface Looked {
  file: File;
  wholeRoster: boolean;
  reply: RosterReply;
}

/** Importing the roster: first a look at what would change for whom, then the change, and what was imported before. */
export default function RosterPage() {
  const texts = useTexts();
  const { roster: t, importing } = useConsoleTexts();
  const imports = useRosterImports();
  const [looked, setLooked] = useState<Looked | null>(null);
  const begin = useAction(async ({ file, wholeRoster }: Looked) => {
    await importRoster(file, { dryRun: false, wholeRoster });
    setLooked(null);
    await imports.list.reload();
  });
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      <WaitingNumbers />
      <PageProblem of={begin} fieldId={noField} />
      {looked === null ? (
        <Choose onLooked={setLooked} />
      ) : (
        <>
          <h2 class="govuk-heading-m">{importing.changesHeading(looked.file.name)}</h2>
          <RosterChanges reply={looked.reply} />
          <div class="govuk-button-group">
            {looked.reply.changes.length > 0 && looked.reply.refused.length === 0 && (
              <Button busy={begin.busy} onClick={() => void begin.run(looked)}>
                {importing.importIt}
              </Button>
            )}
            <Button secondary onClick={() => setLooked(null)}>
              {importing.another}
            </Button>
          </div>
        </>
      )}
      <h2 class="govuk-heading-m">{t.history}</h2>
      <History imports={imports} />
    </Page>
  );
}

function Choose({ onLooked }: { onLooked: (looked: Looked) => void }) {
  const t = useConsoleTexts().roster;
  const [wholeRoster, setWholeRoster] = useState(false);
  const look = async (file: File) =>
    onLooked({ file, wholeRoster, reply: await importRoster(file, { dryRun: true, wholeRoster }) });
  return (
    <FileForm texts={t} endings={[".xlsx", ".csv"]} onChosen={look}>
      <CheckboxField id="wholeRoster" label={t.whole} checked={wholeRoster} onChecked={setWholeRoster} />
    </FileForm>
  );
}

/** What was imported, by whom, and how far it is; the page asks while one is being written. */
function History({ imports }: { imports: ReturnType<typeof useRosterImports> }) {
  const t = useConsoleTexts().roster;
  const running = imports.list.content?.items.find(({ state }) => state === "applying");
  usePolling(running !== undefined, imports.list.reload, 500);
  return (
    <Await loaded={imports.list}>
      {({ items }) => (
        <>
          {running && (
            <Progress
              text={`${t.running}: ${t.progress(running.applied, running.students)}`}
              done={running.applied}
              of={running.students}
            />
          )}
          {items.length === 0 ? <p class="govuk-body">{t.noHistory}</p> : <Imports items={items} />}
          <MoreButton {...imports} />
        </>
      )}
    </Await>
  );
}

function Imports({ items }: { items: readonly RosterImport[] }) {
  const t = useConsoleTexts().roster;
  return (
    <DataTable
      caption={t.history}
      items={items}
      keyOf={({ id }) => id}
      columns={[
        { heading: t.startedAt, cell: ({ startedAt }) => <Instant at={startedAt} /> },
        { heading: t.by, anywhere: true, cell: ({ by }) => by.userName },
        { heading: t.state, cell: (item) => <HowFar item={item} /> },
      ]}
    />
  );
}

function HowFar({ item: { state, applied, students, skipped } }: { item: RosterImport }) {
  const t = useConsoleTexts().roster;
  return (
    <>
      <Tag colour={state === "done" ? "green" : "yellow"}>{t[state]}</Tag> {t.progress(applied, students)}
      {skipped.length > 0 && (
        <>
          <br />
          {t.skipped}:
          <Bullets lines={skipped.map(({ detail }) => detail)} />
        </>
      )}
    </>
  );
}
