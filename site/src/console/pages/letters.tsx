import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import type { LetterWithFile } from "../../api/types";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { useAction } from "../../hooks/use-action";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { Button } from "../../ui/button";
import { DataTable } from "../../ui/data-table";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { DayField, TextField } from "../../ui/fields";
import { Instant } from "../../ui/instant";
import { Page } from "../../ui/page";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { useConsoleTexts } from "../use-texts";

/** Letters at the counter: found by their number, printed, marked as collected; and who comes today (S103). */
export default function LettersPage() {
  const texts = useTexts();
  const t = useConsoleTexts().letters;
  const [number, setNumber] = useState("");
  const [letter, setLetter] = useState<LetterWithFile | null>(null);
  const look = async (number: string) =>
    setLetter(await reply(api.GET("/api/visa/letters", { params: { query: { number } } })));
  const form = useForm(
    number.trim(),
    (number) => (number === "" ? [mistake("number", t.numberMissing)] : []),
    async () => {
      setLetter(null);
      await look(number.trim());
    },
  );
  return (
    <Page title={t.title} caption={texts.consoleName} errors={form} wide>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.letterSettings}>
          {t.settings}
        </a>
      </p>
      <form noValidate onSubmit={form.submit}>
        <TextField
          id="number"
          label={t.number}
          hint={t.numberHint}
          value={number}
          onValue={setNumber}
          width={20}
          error={form.errors.number}
        />
        <SubmitButton form={form}>{t.find}</SubmitButton>
      </form>
      {letter && <Letter key={letter.registration} letter={letter} look={look} />}
      <Collections />
    </Page>
  );
}

interface LetterProps {
  letter: LetterWithFile;
  look: (number: string) => Promise<void>;
}

function Letter({ letter, look }: LetterProps) {
  const { locale } = useLanguage();
  const t = useConsoleTexts().letters;
  const student = useStudentRows(letter.student);
  const current = letter.letters[letter.letters.length - 1];
  const number = current?.number ?? "";
  const collect = useAction(async () => {
    await reply(api.POST("/api/visa/collections", { body: { number } }));
    await look(number);
  });
  return (
    <section class="site-card" aria-labelledby="letter">
      <h2 class="govuk-heading-m" id="letter">
        {number}
      </h2>
      <PageProblem of={collect} />
      <SummaryList
        rows={[
          ...student,
          { key: t.state, value: t.states[letter.state] },
          ...(current ? [{ key: t.validUntil, value: showDate(current.validUntil, locale) }] : []),
          ...(letter.collectedAt ? [{ key: t.collectedAt, value: <Instant at={letter.collectedAt} /> }] : []),
        ]}
      />
      {letter.file && (
        <p class="govuk-body">
          <a class="govuk-link" href={letter.file.url} rel="noreferrer">
            {t.download}
          </a>
        </p>
      )}
      {letter.state === "ready" && (
        <Button busy={collect.busy} onClick={() => void collect.run()}>
          {t.collected}
        </Button>
      )}
      {(letter.state === "ready" || letter.state === "collected") && (
        <Reissue registration={letter.registration} number={number} look={look} />
      )}
    </section>
  );
}

interface ReissueProps {
  registration: string;
  number: string;
  look: (number: string) => Promise<void>;
}

/** Issues a letter once more; the new one replaces this one. */
function Reissue({ registration, number, look }: ReissueProps) {
  const t = useConsoleTexts().letters;
  const [reason, setReason] = useState("");
  const [done, setDone] = useState(false);
  const form = useForm(
    reason.trim(),
    (reason) => (reason === "" ? [mistake("reason", t.reasonMissing)] : []),
    async () => {
      const params = { path: { registrationId: registration } };
      const body = { number, reason: reason.trim() };
      await reply(api.POST("/api/visa/registrations/{registrationId}/letter", { params, body }));
      setDone(true);
      await look(number);
    },
  );
  if (done) return <DoneText text={t.reissuing} />;
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      <TextField
        id="reason"
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        onValue={setReason}
        maxLength={500}
        error={form.errors.reason}
      />
      <SubmitButton form={form}>{t.reissue}</SubmitButton>
    </form>
  );
}

/** Who comes on a day. */
function Collections() {
  const t = useConsoleTexts().letters;
  const [day, setDay] = useState("");
  const query = day === "" ? {} : { day };
  const list = useLoaded(() => reply(api.GET("/api/visa/collections", { params: { query } })), [day]);
  return (
    <section aria-labelledby="collections">
      <h2 class="govuk-heading-m" id="collections">
        {t.collections}
      </h2>
      <DayField id="day" label={t.day} hint={t.dayHint} value={day} onValue={setDay} />
      <Await loaded={list}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="govuk-body">{t.nobody}</p>
          ) : (
            <DataTable
              caption={t.collections}
              items={items}
              keyOf={({ registration }) => registration}
              columns={[
                { heading: t.time, cell: ({ starts }) => starts.slice(0, 5) },
                { heading: t.name, cell: ({ name }) => name },
                { heading: t.number, cell: ({ number }) => number },
                { heading: t.state, cell: ({ state }) => t.states[state] },
              ]}
            />
          )
        }
      </Await>
    </section>
  );
}
