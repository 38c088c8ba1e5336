import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { mistake, useForm } from "../hooks/use-form";
import { PageProblem } from "../ui/error-summary";
import { LabelledGroup } from "../ui/form-group";
import { SubmitButton } from "../ui/submit-button";
import { useConsoleTexts } from "./use-texts";

/** What is wrong with a file is mended in the file. */
export const noField = () => "file";

/** What the page says of the file that it asks for. */
interface FileTexts {
  lead: string;
  file: string;
  fileHint: string;
  fileType: string;
}

interface Props {
  texts: FileTexts;
  /** How the names of files end that can be chosen. */
  endings: readonly string[];
  /** Looks at what the file would change. */
  onChosen: (file: File) => Promise<void>;
  /** What else is asked about the file. */
  children?: ComponentChildren;
}

/** Asks for a file to be looked at before it is imported. */
export function FileForm({ texts, endings, onChosen, children }: Props) {
  const t = useConsoleTexts().importing;
  const [file, setFile] = useState<File | null>(null);
  const form = useForm(
    file,
    (file) => {
      if (file === null) return [mistake("file", t.fileMissing)];
      const name = file.name.toLowerCase();
      return endings.some((ending) => name.endsWith(ending)) ? [] : [mistake("file", texts.fileType)];
    },
    async () => {
      if (file) await onChosen(file);
    },
  );
  const error = form.errors.file;
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} fieldId={noField} />
      <p class="govuk-body">{texts.lead}</p>
      <LabelledGroup id="file" label={texts.file} hint={texts.fileHint} error={error}>
        <input
          class={`govuk-file-upload${error ? " govuk-file-upload--error" : ""}`}
          id="file"
          name="file"
          type="file"
          accept={endings.join()}
          aria-describedby={error ? "file-hint file-error" : "file-hint"}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </LabelledGroup>
      {children}
      <SubmitButton form={form}>{t.look}</SubmitButton>
    </form>
  );
}

/** How far an import has come. */
export function Progress({ text, done, of }: { text: string; done: number; of: number }) {
  return (
    <div class="site-card site-progress">
      <label class="govuk-body" for="applied">
        {text}
      </label>
      <progress id="applied" max={Math.max(1, of)} value={done} />
    </div>
  );
}
