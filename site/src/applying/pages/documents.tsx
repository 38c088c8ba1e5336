import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api/problem";
import { useApplication, useDocuments } from "../../api/reading";
import type { Application, ChecklistItem, UploadedDocument } from "../../api/types";
import { takesDocuments } from "../../domain/application-state";
import { isOnItsWay, roomIn, slotsOf } from "../../domain/slots";
import type { Slot } from "../../domain/slots";
import { useLanguage } from "../../hooks/language";
import { useAction } from "../../hooks/use-action";
import { usePolling } from "../../hooks/use-polling";
import { paths } from "../../paths";
import { ApplicationPage } from "../../ui/application-page";
import { Await } from "../../ui/await";
import { Button, ButtonLink } from "../../ui/button";
import { describedBy } from "../../ui/form-group";
import { problemText } from "../../ui/problem-text";
import { Tag } from "../../ui/tag";
import type { TagColour } from "../../ui/tag";
import type { Texts } from "../../ui/texts/en";
import { useTexts } from "../../ui/use-texts";
import { showFormats, showSize, showTakes } from "../files";
import { AskedHere } from "../revision";
import type { ApplyingTexts } from "../texts/en";
import { contentTypeOf, removeDocument, uploadDocuments } from "../upload";
import type { ChosenFile } from "../upload";
import { useApplyingTexts } from "../use-texts";

/** The documents that the programme asks for (S54), each slot with its upload. */
export default function DocumentsPage({ applicationId }: { applicationId: string }) {
  const t = useApplyingTexts().documents;
  const texts = useTexts();
  const application = useApplication(applicationId);
  const documents = useDocuments(applicationId);
  const waiting = documents.content?.items.some((document) => isOnItsWay(document)) ?? false;
  usePolling(waiting, documents.reload);

  return (
    <ApplicationPage title={texts.application.documents} application={application} applicationId={applicationId}>
      <p class="govuk-body">{t.lead}</p>
      <Await loaded={application}>
        {(application) => (
          <Await loaded={documents}>
            {({ items }) => (
              <>
                <AskedHere
                  application={application}
                  items={(application.revision?.items ?? []).filter(({ slot }) => slot)}
                />
                {inOrder(application, slotsOf(application, items)).map((slot) => (
                  <SlotSection key={slot.row.slot} application={application} slot={slot} reload={documents.reload} />
                ))}
                <ButtonLink
                  href={(application.state === "draft" ? paths.reviewAndSubmit : paths.application)({ applicationId })}
                >
                  {application.state === "draft" ? t.continue : texts.application.backToTasks}
                </ButtonLink>
              </>
            )}
          </Await>
        )}
      </Await>
    </ApplicationPage>
  );
}

/** What can be changed comes first. */
function inOrder(application: Application, slots: readonly Slot[]): Slot[] {
  const open = ({ row }: Slot) => takesDocuments(application, row.slot);
  return [...slots.filter(open), ...slots.filter((slot) => !open(slot))];
}

interface SlotProps {
  application: Application;
  slot: Slot;
  reload: () => Promise<void>;
}

function SlotSection({ application, slot, reload }: SlotProps) {
  const { read, locale } = useLanguage();
  const own = useApplyingTexts();
  const { row, documents } = slot;
  const t = own.documents;
  return (
    <section class="site-card site-slot" aria-labelledby={headingOf(row.slot)}>
      <h2 class="govuk-heading-s" id={headingOf(row.slot)} tabIndex={-1}>
        {read(row.name)}{" "}
        <span class="site-muted site-slot__need">{row.required ? own.programme.required : own.programme.optional}</span>
      </h2>
      <p class="govuk-body-s site-muted" id={`${row.slot}-hint`}>
        {showTakes(row, own, locale)}
        {row.slot === "photo" && ` ${t.photoHint}`}
        {row.validMonths && ` ${t.validMonths(row.validMonths)}`}
        {row.maxCount > 1 && ` ${t.upTo(row.maxCount)}`}
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
          <FileRow key={document.id} document={document} application={application} reload={reload} />
        ))}
      </ul>
      {takesDocuments(application, row.slot) && <Uploader application={application} slot={slot} reload={reload} />}
    </section>
  );
}

const headingOf = (slot: string) => `${slot}-heading`;

/** Where the focus goes when what had it is gone. */
function focusHeading(slot: string): void {
  document.getElementById(headingOf(slot))?.focus();
}

interface FileProps {
  document: UploadedDocument;
  application: Application;
  reload: () => Promise<void>;
}

function FileRow({ document, application, reload }: FileProps) {
  const own = useApplyingTexts();
  const { locale, read } = useLanguage();
  const texts = useTexts();
  const { text, colour } = fileState(document, own);
  const row = useRef<HTMLLIElement>(null);
  const remove = useAction(async () => {
    await removeDocument(application.id, document.id);
    // The button goes with the file; who has moved on meanwhile is left there.
    if (row.current?.contains(window.document.activeElement)) focusHeading(document.slot);
    await reload();
  });
  const nameOf = (slot: string) => {
    const row = application.checklist.find((row) => row.slot === slot);
    return row ? read(row.name) : slot;
  };
  const copies = document.copies.map(({ application: other, slot }) =>
    other === application.id ? nameOf(slot) : own.documents.inAnotherApplication,
  );
  return (
    <li ref={row}>
      <span class="site-files__name">
        {document.fileName} <span class="site-muted">({showSize(document.sizeBytes, locale)})</span>
      </span>{" "}
      <Tag colour={colour}>{text}</Tag>
      {document.refusal && <p class="govuk-error-message site-files__refusal">{document.refusal.detail}</p>}
      {document.state === "requested" && !isOnItsWay(document) && (
        <p class="govuk-body-s site-files__refusal">{own.documents.neverArrived}</p>
      )}
      {document.state === "clean" && !document.counts && (
        <p class="govuk-body-s site-files__refusal">{own.documents.tooOld}</p>
      )}
      {copies.length > 0 && (
        <p class="govuk-body-s site-files__refusal">{own.documents.sameFile([...new Set(copies)].join(", "))}</p>
      )}
      {takesDocuments(application, document.slot) && (
        <Button secondary busy={remove.busy} onClick={() => void remove.run()}>
          {own.documents.remove}
          <span class="govuk-visually-hidden">: {document.fileName}</span>
        </Button>
      )}
      {remove.problem && <p class="govuk-error-message">{problemText(remove.problem, texts)}</p>}
    </li>
  );
}

function fileState(document: UploadedDocument, own: ApplyingTexts): { text: string; colour: TagColour } {
  const t = own.documents.states;
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

function Uploader({ application, slot, reload }: SlotProps) {
  const own = useApplyingTexts();
  const { row, counting } = slot;
  const { read, locale } = useLanguage();
  const texts = useTexts();
  const t = own.documents;
  const [upload, setUpload] = useState<Upload>({ stage: "idle" });
  const [issuedOn, setIssuedOn] = useState("");
  const name = read(row.name);
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
    const refused = files.map((file) => refusal(row, file, issuedOn, own, locale));
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
      const failed = await uploadDocuments(application.id, chosen, ({ file }, share) =>
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
  const failures = upload.stage === "failed" ? upload.problems.map((failure) => failureText(failure, own, texts)) : [];
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
            aria-describedby={describedBy({ id: row.slot, label, hint: " ", error })}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = "";
              if (files.length > 0) choose(files);
            }}
          />
          <label class="govuk-button govuk-button--secondary site-file__label" for={row.slot}>
            {label}
            <span class="govuk-visually-hidden">: {name}</span>
          </label>
        </>
      )}
      {upload.stage === "failed" && upload.again.length > 0 && <RetryButton chosen={upload.again} send={send} />}
    </div>
  );
}

/** What the page can tell without sending megabytes first. */
function refusal(row: ChecklistItem, file: File, issuedOn: string, own: ApplyingTexts, locale: string): Problem | null {
  const t = own.documents;
  if (row.validMonths && !issuedOn) return new Problem(422, "no_date", t.dateMissing);
  if (!row.contentTypes.includes(contentTypeOf(file)))
    return new Problem(422, "wrong_type", t.wrongType(showFormats(row, own)));
  if (file.size > row.maxBytes) return new Problem(422, "too_large", t.tooLarge(showSize(row.maxBytes, locale)));
  if (file.size === 0) return new Problem(422, "empty", t.emptyFile);
  return null;
}

interface IssuedOnProps {
  slot: string;
  name: string;
  value: string;
  change: (value: string) => void;
}

/** When the paper was issued: some are good for some months only. */
function IssuedOn({ slot, name, value, change }: IssuedOnProps) {
  const t = useApplyingTexts().documents;
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={`${slot}-issued-on`}>
        {t.issuedOn}
        <span class="govuk-visually-hidden">: {name}</span>
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

function failureText({ problem, file }: FileProblem, own: ApplyingTexts, texts: Texts): string {
  if (problem.code === "file_unreadable") return own.documents.unreadable(file?.name ?? "");
  if (problem.code === "upload_refused") return own.documents.linkRefused;
  if (problem.errors.length > 0) return problem.errors.map(({ detail }) => detail).join(" ");
  return problem.status === 0 ? own.documents.lineBroke : problemText(problem, texts);
}

function SendProgress({ name, share }: { name: string; share: number }) {
  const t = useApplyingTexts().documents;
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
