import { useState } from "preact/hooks";
import { api, reply } from "../api/client";
import type { DeadlineDate, StudentEventKind } from "../api/types";
import { beijingDay, showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import { mistake, useForm } from "../hooks/use-form";
import { DoneText } from "../ui/done";
import { PageProblem } from "../ui/error-summary";
import { DayField, SelectField } from "../ui/fields";
import { SubmitButton } from "../ui/submit-button";
import { SummaryList } from "../ui/summary-list";
import { Tag } from "../ui/tag";
import { useTexts } from "../ui/use-texts";
import { useConsoleTexts } from "./use-texts";

const EVENTS = [
  "arrival",
  "move",
  "re_entry",
  "new_passport",
  "new_permit",
] as const satisfies readonly StudentEventKind[];

/** What falls due for a student. */
export function StudentDates({ dates }: { dates: readonly DeadlineDate[] }) {
  const { locale } = useLanguage();
  const { dates: t, deadlines } = useConsoleTexts();
  if (dates.length === 0) return <p class="govuk-body">{t.none}</p>;
  return (
    <SummaryList
      rows={dates.map(({ deadline, lastDay, isOver, doneOn }) => ({
        key: deadlines[deadline],
        value: (
          <>
            {showDate(lastDay, locale)} {isOver && <Tag colour="red">{t.over}</Tag>}
            {doneOn && (
              <>
                <br />
                <span class="site-muted">{t.doneOn(showDate(doneOn, locale))}</span>
              </>
            )}
          </>
        ),
      }))}
    />
  );
}

interface Props {
  studentId: string;
  reload: () => Promise<void>;
}

/** The office tells of an arrival, a move, a new paper of a student. */
export function RecordEvent({ studentId, reload }: Props) {
  const texts = useTexts();
  const t = useConsoleTexts().dates;
  const [what, setWhat] = useState("");
  const [day, setDay] = useState("");
  const [done, setDone] = useState(false);
  const form = useForm(
    { what, day },
    ({ what, day }) => [
      ...(what === "" ? [mistake("what", t.eventMissing)] : []),
      ...(day === "" ? [mistake("at", t.dayMissing)] : []),
    ],
    async () => {
      setDone(false);
      const now = new Date().toISOString();
      const at = day === beijingDay(now) ? now : `${day}T12:00:00+08:00`;
      const params = { path: { studentId } };
      const body = { what: what as StudentEventKind, at };
      await reply(api.POST("/api/staff/students/{studentId}/events", { params, body }));
      await reload();
      setDone(true);
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      {done && <DoneText text={t.recorded} />}
      <SelectField
        id="what"
        label={t.event}
        hint={t.eventHint}
        value={what}
        onValue={setWhat}
        choices={EVENTS.map((value) => ({ value, text: t.events[value] }))}
        empty={texts.choose}
        error={form.errors.what}
      />
      <DayField id="at" label={t.day} value={day} onValue={setDay} error={form.errors.at} />
      <SubmitButton form={form}>{t.record}</SubmitButton>
    </form>
  );
}
