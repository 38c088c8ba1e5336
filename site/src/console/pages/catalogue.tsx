import { useState } from "preact/hooks";
import type { CatalogueChange, ImportReply } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { usePolling } from "../../hooks/use-polling";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { Page } from "../../ui/page";
import { useTexts } from "../../ui/use-texts";
import { importCatalogue, useImport } from "../catalogue-import";
import { FileForm, noField, Progress } from "../file-form";
import { useConsoleTexts } from "../use-texts";

/** A file, and what it would change. */
interface Looked {
  file: File;
  reply: ImportReply;
}

/** Importing the catalogue: first a look at what would change, then the change. */
export default function CataloguePage() {
  const texts = useTexts();
  const { catalogue: t, importing } = useConsoleTexts();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const begin = useAction(async ({ file }: Looked) => {
    const { id } = await importCatalogue(file, false);
    setLooked(null);
    setRunning(id ?? null);
  });
  return (
    <Page title={t.title} caption={texts.consoleName} wide>
      <PageProblem of={begin} fieldId={noField} />
      {running !== null && <Running key={running} importId={running} />}
      {looked === null ? (
        <Choose onLooked={setLooked} />
      ) : (
        <>
          <h2 class="govuk-heading-m">{importing.changesHeading(looked.file.name)}</h2>
          <Changes reply={looked.reply} />
          <div class="govuk-button-group">
            {looked.reply.changes.length > 0 && (
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
    </Page>
  );
}

interface ChooseProps {
  onLooked: (looked: Looked) => void;
}

function Choose({ onLooked }: ChooseProps) {
  const t = useConsoleTexts().catalogue;
  const look = async (file: File) => onLooked({ file, reply: await importCatalogue(file, true) });
  return <FileForm texts={t} endings={[".json", ".csv"]} onChosen={look} />;
}

function Changes({ reply: { changes, unchanged } }: { reply: ImportReply }) {
  const t = useConsoleTexts().catalogue;
  return (
    <div aria-live="polite">
      {changes.length === 0 ? <p class="govuk-body">{t.nothing}</p> : <ChangeTable changes={changes} />}
      {unchanged > 0 && <p class="govuk-body">{t.unchanged(unchanged)}</p>}
    </div>
  );
}

function ChangeTable({ changes }: { changes: readonly CatalogueChange[] }) {
  const t = useConsoleTexts().catalogue;
  return (
    <DataTable
      caption={t.title}
      items={changes}
      keyOf={({ list, id }) => `${list} ${id}`}
      columns={[
        { heading: t.entry, anywhere: true, cell: ({ id }) => id },
        { heading: t.list, cell: ({ list }) => t.lists[list] ?? list },
        { heading: t.kind, cell: ({ kind }) => t.kinds[kind] },
        { heading: t.fields, anywhere: true, cell: ({ fields }) => fields.join(t.separator) },
      ]}
    />
  );
}

/** How far an import has come; the page asks until it is done. */
function Running({ importId }: { importId: string }) {
  const t = useConsoleTexts().catalogue;
  const running = useImport(importId);
  usePolling(running.content?.state !== "done", running.reload, 500);
  return (
    <Await loaded={running}>
      {({ state, applied, programmes }) =>
        state === "done" ? (
          <DoneText text={t.done} />
        ) : (
          <Progress text={`${t.running}: ${t.progress(applied, programmes)}`} done={applied} of={programmes} />
        )
      }
    </Await>
  );
}
