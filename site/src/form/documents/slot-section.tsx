import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem";
import type { ChecklistItem, UploadedDocument } from "../../api/types";
import { isOnItsWay, roomIn } from "../../domain/slots";
import type { Slot } from "../../domain/slots";
import type { Words } from "../../domain/words";
import { useLanguage } from "../../hooks/language";
import { useAction } from "../../hooks/use-action";
import { Button } from "../../ui/button";
import { describedBy } from "../../ui/form-group";
import { problemText } from "../../ui/problem-text";
import { Said } from "../../ui/said";
import { Tag } from "../../ui/tag";
import type { TagColour } from "../../ui/tag";
import type { Texts } from "../../ui/texts/en";
import { useTexts } from "../../ui/use-texts";
import type { Say } from "../say";
import { showFormats, showSize, showTakes } from "./files";
import type { Folder } from "./folder";
import type { DocumentTexts } from "./texts/en";
import { contentTypeOf, uploadDocuments } from "./upload";
import type { ChosenFile } from "./upload";
import { useDocumentTexts } from "./use-texts";

interface SlotProps {
  folder: Folder;
  slot: Slot;
  /** What is asked for. */
  name: Words;
  say: Say<DocumentTexts>;
  /** Where its heading stands among those of the page. */
  heading?: "h2" | "h3";
  reload: () => Promise<void>;
}

/** A document that is asked for, with its files and their upload. */
export function SlotSection({ folder, slot, name, say, heading: Heading = "h2", reload }: SlotProps) {
  const { locale } = useLanguage();
  const t = useDocumentTexts();
  const { row, documents } = slot;
  return (
    <section class="site-card site-slot" aria-labelledby={headingOf(row.slot)}>
      <Heading class="govuk-heading-s" id={headingOf(row.slot)} tabIndex={-1}>
        <Said words={name} />{" "}
        <span class="site-muted site-slot__need">
          <Said words={say((t) => (row.required ? t.required : t.optional))} />
        </span>
      </Heading>
      <p class="govuk-body-s site-muted site-slot__hint" id={`${row.slot}-hint`}>
        <Said words={say((t) => hintOf(row, t, locale))} />
      </p>
      {row.template && (
        <p class="govuk-body-s">
          <a class="govuk-link" href={row.template} rel="noreferrer" target="_blank">
            {t.template}
          </a>
        </p>
      )}
      {/* A change of state is read out when it comes, not only seen. */}
      <ul class="site-files" aria-live="polite">
        {documents.map((document) => (
          <FileRow key={document.id} document={document} folder={folder} reload={reload} />
        ))}
      </ul>
      {slot.isOpen && <Uploader folder={folder} slot={slot} name={name} reload={reload} />}
    </section>
  );
}

/** What a slot takes, and how much of it. */
function hintOf(row: ChecklistItem, t: DocumentTexts, locale: string): string {
  return [
    showTakes(row, t, locale),
    ...(row.slot === "photo" ? [t.photoHint] : []),
    ...(row.validMonths ? [t.validMonths(row.validMonths)] : []),
    ...(row.maxCount > 1 ? [t.upTo(row.maxCount)] : []),
  ].join(" ");
}

const headingOf = (slot: string) => `${slot}-heading`;

/** Where the focus goes when what had it is gone. */
function focusHeading(slot: string): void {
  document.getElementById(headingOf(slot))?.focus();
}

interface FileProps {
  document: UploadedDocument;
  folder: Folder;
  reload: () => Promise<void>;
}

function FileRow({ document, folder, reload }: FileProps) {
  const t = useDocumentTexts();
  const { locale, read } = useLanguage();
  const texts = useTexts();
  const { text, colour } = fileState(document, t);
  const row = useRef<HTMLLIElement>(null);
  const remove = useAction(async () => {
    await folder.remove(document.id);
    // The button goes with the file; who has moved on meanwhile is left there.
    if (row.current?.contains(window.document.activeElement)) focusHeading(document.slot);
    await reload();
  });
  const nameOf = (slot: string) => {
    const row = folder.rows.find((row) => row.slot === slot);
    return row ? read(row.name) : slot;
  };
  const copies = document.copies.map(({ application: other, slot }) =>
    other === folder.id ? nameOf(slot) : t.inAnotherApplication,
  );
  return (
    <li ref={row}>
      <span class="site-files__name">
        {document.fileName} <span class="site-muted">({showSize(document.sizeBytes, locale)})</span>
      </span>{" "}
      <Tag colour={colour}>{text}</Tag>
      {document.refusal && <p class="govuk-error-message site-files__refusal">{document.refusal.detail}</p>}
      {document.state === "requested" && !isOnItsWay(document) && (
        <p class="govuk-body-s site-files__refusal">{t.neverArrived}</p>
      )}
      {document.state === "clean" && !document.counts && <p class="govuk-body-s site-files__refusal">{t.tooOld}</p>}
      {copies.length > 0 && (
        <p class="govuk-body-s site-files__refusal">{t.sameFile([...new Set(copies)].join(", "))}</p>
      )}
      {folder.takes(document.slot) && (
        <Button secondary busy={remove.busy} onClick={() => void remove.run()}>
          {t.remove}
          <span class="govuk-visually-hidden">: {document.fileName}</span>
        </Button>
      )}
      {remove.problem && <p class="govuk-error-message">{problemText(remove.problem, texts)}</p>}
    </li>
  );
}

function fileState(document: UploadedDocument, { states: t }: DocumentTexts): { text: string; colour: TagColour } {
  if (document.state === "clean") return { text: t.clean, colour: "green" };
  if (document.state === "refused") return { text: t.refused, colour: "red" };
  return isOnItsWay(document) ? { text: t.checking, colour: "blue" } : { text: t.missing, colour: "grey" };
}

type Upload =
  | { stage: "idle" }
  | { stage: "sending"; file: File; share: number }
  | { stage: "failed"; again: ChosenFile[]; problems: FileProblem[] };

/** What went wrong; with one file, or with all that were chosen. */
interface FileProblem {
  problem: Problem;
  file?: File;
}

function Uploader({ folder, slot, name, reload }: Omit<SlotProps, "say">) {
  const t = useDocumentTexts();
  const { row, counting } = slot;
  const { locale } = useLanguage();
  const texts = useTexts();
  const [upload, setUpload] = useState<Upload>({ stage: "idle" });
  const [issuedOn, setIssuedOn] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const began = useRef(false);

  const room = roomIn(slot);

  // The input goes while files are sent; who had the focus there gets it back, or comes to the heading of a full slot.
  useEffect(() => {
    if (began.current && upload.stage !== "sending" && document.activeElement === document.body) {
      if (input.current) input.current.focus();
      else focusHeading(row.slot);
    }
    began.current = upload.stage === "sending";
  }, [upload.stage]);

  function choose(files: File[]): void {
    const tooMany = files.length > room ? new Problem(422, "too_many", t.tooMany(room)) : null;
    const refused = files.map((file) => refusal(row, file, issuedOn, t, locale));
    const problem = [tooMany, ...refused].find((problem) => problem !== null);
    if (problem) return setUpload({ stage: "failed", again: [], problems: [{ problem }] });
    void send(files.map((file) => ({ slot: row.slot, file, issuedOn: issuedOn || undefined })));
  }

  async function send(chosen: ChosenFile[]): Promise<void> {
    const [first] = chosen;
    if (!first) return;
    setUpload({ stage: "sending", file: first.file, share: 0 });
    const outcome = await outcomeOf(chosen);
    // What has arrived is there before another file is asked for.
    await reload();
    setUpload(outcome);
  }

  async function outcomeOf(chosen: ChosenFile[]): Promise<Upload> {
    try {
      const failed = await uploadDocuments(folder, chosen, ({ file }, share) =>
        setUpload({ stage: "sending", file, share }),
      );
      if (failed.size === 0) return { stage: "idle" };
      // What cannot be read is chosen anew, not sent again.
      const again = [...failed].filter(([, { code }]) => code !== "file_unreadable").map(([one]) => one);
      return { stage: "failed", again, problems: [...failed].map(([{ file }, problem]) => ({ file, problem })) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { stage: "failed", again: chosen, problems: [{ problem: error }] };
    }
  }

  if (upload.stage === "sending") return <SendProgress name={upload.file.name} share={upload.share} />;
  const failures = upload.stage === "failed" ? upload.problems.map((failure) => failureText(failure, t, texts)) : [];
  const error = failures.length > 0 ? [...new Set(failures)].join(" ") : undefined;
  const label = counting.length === 0 ? t.choose : counting.length < row.maxCount ? t.addAnother : t.replace;
  return (
    <div class={`govuk-form-group${error ? " govuk-form-group--error" : ""}`}>
      {error && (
        <p id={`${row.slot}-error`} class="govuk-error-message" role="alert">
          {error}
        </p>
      )}
      {room === 0 && <p class="govuk-body-s">{t.full}</p>}
      {room > 0 && row.validMonths && <IssuedOn slot={row.slot} name={name} value={issuedOn} change={setIssuedOn} />}
      {room > 0 && (
        <>
          <input
            class="govuk-visually-hidden site-file"
            id={row.slot}
            name={row.slot}
            type="file"
            ref={input}
            multiple={row.maxCount > 1}
            accept={row.contentTypes.join(",")}
            aria-describedby={describedBy({ id: row.slot, hint: " ", error })}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = "";
              if (files.length > 0) choose(files);
            }}
          />
          <label class="govuk-button govuk-button--secondary site-file__label" for={row.slot}>
            {label}
            <span class="govuk-visually-hidden">
              : <Said words={name} />
            </span>
          </label>
        </>
      )}
      {upload.stage === "failed" && upload.again.length > 0 && <RetryButton chosen={upload.again} send={send} />}
    </div>
  );
}

/** What the page can tell without sending megabytes first. */
function refusal(row: ChecklistItem, file: File, issuedOn: string, t: DocumentTexts, locale: string): Problem | null {
  if (row.validMonths && !issuedOn) return new Problem(422, "no_date", t.dateMissing);
  if (!row.contentTypes.includes(contentTypeOf(file)))
    return new Problem(422, "wrong_type", t.wrongType(showFormats(row, t)));
  if (file.size > row.maxBytes) return new Problem(422, "too_large", t.tooLarge(showSize(row.maxBytes, locale)));
  if (file.size === 0) return new Problem(422, "empty", t.emptyFile);
  return null;
}

interface IssuedOnProps {
  slot: string;
  name: Words;
  value: string;
  change: (value: string) => void;
}

/** When the paper was issued: some are good for some months only. */
function IssuedOn({ slot, name, value, change }: IssuedOnProps) {
  const t = useDocumentTexts();
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={`${slot}-issued-on`}>
        {t.issuedOn}
        <span class="govuk-visually-hidden">
          : <Said words={name} />
        </span>
      </label>
      <input
        class="govuk-input govuk-input--width-10"
        id={`${slot}-issued-on`}
        type="date"
        value={value}
        onInput={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}

function RetryButton({ chosen, send }: { chosen: ChosenFile[]; send: (chosen: ChosenFile[]) => Promise<void> }) {
  const texts = useTexts();
  return (
    <Button onClick={() => void send(chosen)}>
      {texts.tryAgain}
      <span class="govuk-visually-hidden">: {chosen.map(({ file }) => file.name).join(", ")}</span>
    </Button>
  );
}

function failureText({ problem, file }: FileProblem, t: DocumentTexts, texts: Texts): string {
  if (problem.code === "file_unreadable") return t.unreadable(file?.name ?? "");
  if (problem.code === "upload_refused") return t.linkRefused;
  if (problem.errors.length > 0) return problem.errors.map(({ detail }) => detail).join(" ");
  return problem.status === 0 ? t.lineBroke : problemText(problem, texts);
}

function SendProgress({ name, share }: { name: string; share: number }) {
  const t = useDocumentTexts();
  const percent = Math.round(share * 100);
  // Read out at every quarter, not at every percent.
  const said = Math.floor(percent / 25) * 25;
  return (
    <div class="site-progress">
      <label class="govuk-body-s" for={`progress-${name}`}>
        {t.sending(name, percent)}
      </label>
      <progress id={`progress-${name}`} max={100} value={percent} />
      <span class="govuk-visually-hidden" role="status">
        {t.sending(name, said)}
      </span>
    </div>
  );
}
