import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import type { NewPermit as Permit } from "../api/types";
import { isOnItsWay, slotsOf } from "../domain/slots";
import { showDate } from "../domain/time";
import type { Folder } from "../form/documents/folder";
import { SlotSection } from "../form/documents/slot-section";
import { useDocumentTexts } from "../form/documents/use-texts";
import { inOne } from "../form/say";
import { useLanguage } from "../hooks/language";
import { mistake, useForm } from "../hooks/use-form";
import { useLoaded } from "../hooks/use-loaded";
import { usePolling } from "../hooks/use-polling";
import { Await } from "../ui/await";
import { PageProblem } from "../ui/error-summary";
import { DayField, RadiosField, TextField } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { SummaryList } from "../ui/summary-list";
import { useLetterTexts } from "./use-texts";

/** The new visa or permit that follows a letter: receipt and page, number and last day (S104). */
export function NewPermit({ registrationId }: { registrationId: string }) {
  const t = useLetterTexts().permit;
  const params = { path: { registrationId } };
  const permit = useLoaded(
    () => reply(api.GET("/api/registrations/{registrationId}/permit", { params })),
    [registrationId],
  );
  return (
    <section aria-labelledby="new-permit">
      <h2 class="govuk-heading-m" id="new-permit">
        {t.heading}
      </h2>
      <Await loaded={permit}>
        {(content) => <Case permit={content} reload={permit.reload} replace={permit.replace} />}
      </Await>
    </section>
  );
}

interface CaseProps {
  permit: Permit;
  reload: () => Promise<void>;
  replace: (permit: Permit) => void;
}

function Case({ permit, reload, replace }: CaseProps) {
  const { read, locale } = useLanguage();
  const t = useLetterTexts().permit;
  const { state, returned, permit: submitted } = permit;
  const isOpen = state === "draft" || state === "returned";
  return (
    <>
      <p class="govuk-body" role="status">
        <strong>{t.states[state]}</strong>
      </p>
      {isOpen && <p class="govuk-body">{t.lead}</p>}
      {returned && (
        <div class="govuk-inset-text">
          <p class="govuk-body">{t.note}:</p>
          <p class="govuk-body site-prewrapped">{read(returned.note)}</p>
        </div>
      )}
      {!isOpen && submitted && (
        <SummaryList
          rows={[
            { key: t.kind, value: t.kinds[submitted.kind] },
            { key: t.number, value: submitted.number },
            { key: t.expires, value: showDate(submitted.expires, locale) },
          ]}
        />
      )}
      {isOpen && <Fill permit={permit} reload={reload} replace={replace} />}
    </>
  );
}

function folderOf({ registration, checklist }: Permit): Folder {
  const params = { path: { registrationId: registration } };
  return {
    id: registration,
    rows: checklist,
    takes: () => true,
    announce: (files) =>
      reply(api.POST("/api/registrations/{registrationId}/permit/documents", { params, body: { files } })),
    remove: async (documentId) => {
      const path = { registrationId: registration, documentId };
      await reply(
        api.DELETE("/api/registrations/{registrationId}/permit/documents/{documentId}", { params: { path } }),
      );
    },
  };
}

function Fill({ permit, reload, replace }: CaseProps) {
  const { language, read } = useLanguage();
  const t = useLetterTexts().permit;
  const say = inOne(useDocumentTexts());
  const params = { path: { registrationId: permit.registration } };
  const documents = useLoaded(
    () => reply(api.GET("/api/registrations/{registrationId}/permit/documents", { params })),
    [permit.registration],
    language,
  );
  usePolling(documents.content?.items.some((document) => isOnItsWay(document)) ?? false, documents.reload);
  const before = permit.permit;
  const [kind, setKind] = useState<string>(before?.kind ?? "");
  const [number, setNumber] = useState(before?.number ?? "");
  const [expires, setExpires] = useState(before?.expires ?? "");
  const form = useForm(
    { kind, number, expires },
    ({ kind, number, expires }) => [
      ...(kind === "" ? [mistake("kind", t.kindMissing)] : []),
      ...(number.trim() === "" ? [mistake("number", t.numberMissing)] : []),
      ...(expires === "" ? [mistake("expires", t.expiresMissing)] : []),
    ],
    async () => {
      const body = { version: permit.version, kind: kind as "visa" | "residence_permit", number, expires };
      try {
        replace(await reply(api.POST("/api/registrations/{registrationId}/permit/submission", { params, body })));
      } catch (error) {
        await reload();
        throw error;
      }
    },
  );
  const folder = folderOf(permit);
  return (
    <>
      <Await loaded={documents}>
        {({ items }) => (
          <>
            {slotsOf(folder, items).map((slot) => (
              <SlotSection
                key={slot.row.slot}
                folder={folder}
                slot={slot}
                name={read(slot.row.name)}
                say={say}
                reload={documents.reload}
              />
            ))}
          </>
        )}
      </Await>
      <form noValidate onSubmit={form.submit}>
        <PageProblem of={form} />
        <RadiosField
          id="kind"
          label={t.kind}
          value={kind}
          onValue={setKind}
          inline
          choices={[
            { value: "visa", text: t.kinds.visa },
            { value: "residence_permit", text: t.kinds.residence_permit },
          ]}
          error={form.errors.kind}
        />
        <TextField
          id="number"
          label={t.number}
          value={number}
          onValue={setNumber}
          width={20}
          error={form.errors.number}
        />
        <DayField id="expires" label={t.expires} value={expires} onValue={setExpires} error={form.errors.expires} />
        <SubmitButton form={form}>{t.submit}</SubmitButton>
      </form>
    </>
  );
}
