import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { isProblem } from "../../api/problem";
import type { DeadlineDate, StudentEventKind } from "../../api/types";
import { beijingDay, showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { DayField, RadiosField } from "../../ui/fields";
import { Deadline } from "../../ui/instant";
import { Page } from "../../ui/page";
import { SubmitButton } from "../../ui/submit-button";
import { Tag } from "../../ui/tag";
import { useTexts } from "../../ui/use-texts";
import { useRegisteringTexts } from "../use-texts";

const EVENTS = [
  "arrival",
  "move",
  "re_entry",
  "new_passport",
  "new_permit",
] as const satisfies readonly StudentEventKind[];

/** All that falls due for the reader, on one page, and where a change is told. */
export default function MyDatesPage() {
  const texts = useTexts();
  const t = useRegisteringTexts().dates;
  const loaded = useLoaded(readDates, []);
  return (
    <Page title={t.title} back={{ href: paths.services, text: texts.navigation.services }}>
      <Await loaded={loaded}>
        {({ dates }) =>
          dates === null ? (
            <NoRecord />
          ) : (
            <>
              <p class="govuk-body">{t.lead}</p>
              {dates.length === 0 && <p class="govuk-inset-text">{t.none}</p>}
              {dates.map((date) => (
                <OneDate key={date.deadline} date={date} reload={loaded.reload} />
              ))}
              <TellOfEvent reload={loaded.reload} />
            </>
          )
        }
      </Await>
    </Page>
  );
}

/** What falls due; none where the account has no record. */
async function readDates(): Promise<{ dates: DeadlineDate[] | null }> {
  try {
    const { dates } = await reply(api.GET("/api/student-record/dates"));
    return { dates };
  } catch (error) {
    if (isProblem(error, "not_found")) return { dates: null };
    throw error;
  }
}

function NoRecord() {
  const t = useRegisteringTexts();
  return (
    <>
      <p class="govuk-body">{t.dates.noRecord}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={paths.claimStudentRecord}>
          {t.studies.claim}
        </a>
      </p>
    </>
  );
}

interface OneDateProps {
  date: DeadlineDate;
  reload: () => Promise<void>;
}

/** One thing that falls due: until when, and what to do. */
function OneDate({ date, reload }: OneDateProps) {
  const { locale, read } = useLanguage();
  const t = useRegisteringTexts().dates;
  const { deadline, what, advice, lastDay, endsAt, isOver, doneOn, event } = date;
  return (
    <section class="site-card" aria-labelledby={deadline}>
      <h2 class="govuk-heading-m" id={deadline}>
        {read(what)}
      </h2>
      <p class="govuk-body">
        {t.until}:{" "}
        <strong>{deadline === "accommodation" ? <Deadline at={endsAt} /> : showDate(lastDay, locale)}</strong>{" "}
        {isOver && <Tag colour="red">{t.over}</Tag>}
      </p>
      <p class="govuk-body">{read(advice)}</p>
      {!event && <p class="govuk-body site-muted">{t.renew}</p>}
      {event && (doneOn ? <p class="govuk-inset-text">{t.doneOn(showDate(doneOn, locale))}</p> : null)}
      {event && !doneOn && <SayDone date={date} reload={reload} />}
    </section>
  );
}

/** The reader says that it was done: the office looks at it. */
function SayDone({ date: { deadline }, reload }: OneDateProps) {
  const t = useRegisteringTexts().dates;
  const id = `done-${deadline}`;
  const [on, setOn] = useState("");
  const form = useForm(
    on,
    (on) => (on === "" ? [mistake("on", t.dayMissing)] : []),
    async () => {
      const params = { path: { deadline } };
      await reply(api.POST("/api/student-record/dates/{deadline}/done", { params, body: { on } }));
      await reload();
    },
  );
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{t.done}</span>
      </summary>
      <form class="govuk-details__text" noValidate onSubmit={form.submit}>
        <PageProblem of={form} />
        <DayField id={id} label={t.day} value={on} onValue={setOn} error={form.errors.on} />
        <SubmitButton form={form}>{t.tell}</SubmitButton>
      </form>
    </details>
  );
}

/** An instant of a day in Beijing that is not in the future. */
function instantOf(day: string): string {
  const now = new Date().toISOString();
  return day === beijingDay(now) ? now : `${day}T12:00:00+08:00`;
}

/** The reader tells of an arrival, a move, a new paper. */
function TellOfEvent({ reload }: { reload: () => Promise<void> }) {
  const t = useRegisteringTexts().dates;
  const [what, setWhat] = useState("");
  const [day, setDay] = useState("");
  const [done, setDone] = useState(false);
  const form = useForm(
    { what, day },
    ({ what, day }) => [
      ...(what === "" ? [mistake("what", t.whatMissing)] : []),
      ...(day === "" ? [mistake("at", t.dayMissing)] : []),
    ],
    async () => {
      setDone(false);
      const body = { what: what as StudentEventKind, at: instantOf(day) };
      await reply(api.POST("/api/student-record/events", { body }));
      await reload();
      setDone(true);
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <h2 class="govuk-heading-m">{t.eventHeading}</h2>
      <p class="govuk-body">{t.eventLead}</p>
      <PageProblem of={form} />
      {done && <DoneText text={t.recorded} />}
      <RadiosField
        id="what"
        label={t.what}
        value={what}
        onValue={setWhat}
        choices={EVENTS.map((value) => ({ value, text: t.events[value] }))}
        error={form.errors.what}
      />
      <DayField id="at" label={t.day} value={day} onValue={setDay} error={form.errors.at} />
      <SubmitButton form={form}>{t.tell}</SubmitButton>
    </form>
  );
}
