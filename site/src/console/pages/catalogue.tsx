import { useState } from "preact/hooks";
import type { CatalogueChange, ImportReply } from "../../api/types";
import { useAction } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { usePolling } from "../../hooks/use-polling";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { LabelledGroup } from "../../ui/form-group";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import { useTexts } from "../../ui/use-texts";
import { importCatalogue, useImport } from "../catalogue-import";
import { useConsoleTexts } from "../use-texts";

/** A file, and what it would change. */
interface Looked {
  file: File;
  reply: ImportReply;
}

/** Importing the catalogue: first a look at what would change, then the change. */
export default function CataloguePage() {
  const texts = useTexts();
  const t = useConsoleTexts().catalogue;
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
          <h2 class="govuk-heading-m">{t.changesHeading(looked.file.name)}</h2>
          <Changes reply={looked.reply} />
          <div class="govuk-button-group">
            {looked.reply.changes.length > 0 && (
              <Button busy={begin.busy} onClick={() => void begin.run(looked)}>
                {t.importIt}
              </Button>
            )}
            <Button secondary onClick={() => setLooked(null)}>
              {t.another}
            </Button>
          </div>
        </>
      )}
    </Page>
  );
}

/** What is wrong with a file is mended in the file. */
const noField = () => "file";

interface ChooseProps {
  onLooked: (looked: Looked) => void;
}

function Choose({ onLooked }: ChooseProps) {
  const t = useConsoleTexts().catalogue;
  const [file, setFile] = useState<File | null>(null);
  const form = useForm(
    file,
    (file) => {
      if (file === null) return [mistake("file", t.fileMissing)];
      return /\.(json|csv)$/i.test(file.name) ? [] : [mistake("file", t.fileType)];
    },
    async () => {
      if (file) onLooked({ file, reply: await importCatalogue(file, true) });
    },
  );
  const error = form.errors.file;
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={noField} />
      <p class="govuk-body">{t.lead}</p>
      <LabelledGroup id="file" label={t.file} hint={t.fileHint} error={error}>
        <input
          class={`govuk-file-upload${error ? " govuk-file-upload--error" : ""}`}
          id="file"
          name="file"
          type="file"
          accept=".json,.csv"
          aria-describedby={error ? "file-hint file-error" : "file-hint"}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </LabelledGroup>
      <SubmitButton form={form}>{t.look}</SubmitButton>
    </form>
  );
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
          <div class="site-card site-progress">
            <label class="govuk-body" for="applied">
              {t.running}: {t.progress(applied, programmes)}
            </label>
            <progress id="applied" max={Math.max(1, programmes)} value={applied} />
          </div>
        )
      }
    </Await>
  );
}
