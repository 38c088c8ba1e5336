import { useState } from "preact/hooks";
import { api, reply } from "../../api/client";
import { useReader } from "../../api/session";
import type { Semester, StudentView } from "../../api/types";
import { countryName } from "../../domain/places";
import { showDate } from "../../domain/time";
import { useLanguage } from "../../hooks/language";
import { mistake, useForm } from "../../hooks/use-form";
import { useLoaded } from "../../hooks/use-loaded";
import { paths } from "../../paths";
import { Await } from "../../ui/await";
import { DoneText } from "../../ui/done";
import { PageProblem } from "../../ui/error-summary";
import { DayField, SelectField, TextField } from "../../ui/fields";
import { Deadline } from "../../ui/instant";
import { Page } from "../../ui/page";
import { useStudentRows } from "../../ui/student";
import { SubmitButton } from "../../ui/submit-button";
import { SummaryList } from "../../ui/summary-list";
import { useTexts } from "../../ui/use-texts";
import { RecordEvent, StudentDates } from "../student-dates";
import { useSemesters } from "../use-semesters";
import { useConsoleTexts } from "../use-texts";

/** One student: the record, and more time to register. */
export default function StudentPage({ studentId }: { studentId: string }) {
  const texts = useTexts();
  const { students: t, dates } = useConsoleTexts();
  const isRegistrar = useReader()?.roles.includes("registrar") ?? false;
  const params = { path: { studentId } };
  const student = useLoaded(() => reply(api.GET("/api/staff/students/{studentId}", { params })), [studentId]);
  return (
    <Page
      title={student.content?.name ?? texts.student.number}
      caption={texts.consoleName}
      back={{ href: paths.students, text: t.title }}
      wide
    >
      <Await loaded={student}>
        {(content) => (
          <>
            <h2 class="govuk-heading-m">{t.record}</h2>
            <Record student={content} />
            <h2 class="govuk-heading-m">{dates.heading}</h2>
            <StudentDates dates={content.dates} />
            <RecordEvent studentId={studentId} reload={student.reload} />
            {isRegistrar && (
              <>
                <h2 class="govuk-heading-m">{t.moreTime}</h2>
                <MoreTime student={content} reload={student.reload} />
              </>
            )}
          </>
        )}
      </Await>
    </Page>
  );
}

function Record({ student }: { student: StudentView }) {
  const { locale } = useLanguage();
  const t = useConsoleTexts().students;
  const rows = useStudentRows(student);
  const { identity, email, account, origin } = student;
  const { birthDate, nationality, passportNo, passportExpires } = identity;
  return (
    <SummaryList
      rows={[
        ...rows,
        { key: t.birthDate, value: showDate(birthDate, locale) },
        { key: t.nationality, value: countryName(nationality, locale) },
        { key: t.passportNo, value: passportNo },
        ...(passportExpires ? [{ key: t.passportExpires, value: showDate(passportExpires, locale) }] : []),
        { key: t.email, value: email ?? t.noEmail },
        { key: t.account, value: account ? t.hasAccount : t.noAccount },
        { key: t.origin, value: t.origins[origin] },
      ]}
    />
  );
}

interface MoreTimeProps {
  student: StudentView;
  reload: () => Promise<void>;
}

/** The time that was given beyond the windows, and more of it. */
function MoreTime({ student, reload }: MoreTimeProps) {
  const { read } = useLanguage();
  const t = useConsoleTexts().students;
  const semesters = useSemesters();
  return (
    <Await loaded={semesters}>
      {({ items }) => {
        const nameOf = (id: string) => {
          const found = items.find((semester) => semester.id === id);
          return found ? read(found.name) : id;
        };
        return (
          <>
            {student.extensions.length === 0 ? (
              <p class="govuk-body">{t.noMoreTime}</p>
            ) : (
              <SummaryList
                rows={student.extensions.map(({ semester, closesAt, reason, by }) => ({
                  key: nameOf(semester),
                  value: (
                    <>
                      <Deadline at={closesAt} />
                      <br />
                      {reason}
                      <br />
                      <span class="site-muted">{t.given(by.userName)}</span>
                    </>
                  ),
                }))}
              />
            )}
            {items.length === 0 ? (
              <p class="govuk-body">{t.noSemesters}</p>
            ) : (
              <Extend studentId={student.id} semesters={items} reload={reload} />
            )}
          </>
        );
      }}
    </Await>
  );
}

interface ExtendProps {
  studentId: string;
  semesters: readonly Semester[];
  reload: () => Promise<void>;
}

function Extend({ studentId, semesters, reload }: ExtendProps) {
  const { read } = useLanguage();
  const texts = useTexts();
  const t = useConsoleTexts().students;
  const [semester, setSemester] = useState(semesters[0]?.id ?? "");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const [done, setDone] = useState(false);
  const form = useForm(
    { semester, until, reason },
    ({ semester, until, reason }) => [
      ...(semester === "" ? [mistake("semester", t.semesterMissing)] : []),
      ...(until === "" ? [mistake("until", t.untilMissing)] : []),
      ...(reason.trim() === "" ? [mistake("reason", t.reasonMissing)] : []),
    ],
    async () => {
      setDone(false);
      const params = { path: { studentId } };
      const body = { semester, until, reason: reason.trim() };
      await reply(api.PUT("/api/staff/students/{studentId}/extension", { params, body }));
      await reload();
      setDone(true);
    },
  );
  return (
    <form noValidate onSubmit={form.submit}>
      <PageProblem of={form} />
      {done && <DoneText text={t.done} />}
      <SelectField
        id="semester"
        label={t.semester}
        value={semester}
        onValue={setSemester}
        choices={semesters.map(({ id, name }) => ({ value: id, text: read(name) }))}
        empty={texts.choose}
        error={form.errors.semester}
      />
      <DayField
        id="until"
        label={t.until}
        hint={t.untilHint}
        value={until}
        onValue={setUntil}
        error={form.errors.until}
      />
      <TextField
        id="reason"
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        onValue={setReason}
        error={form.errors.reason}
        maxLength={500}
      />
      <SubmitButton form={form}>{t.give}</SubmitButton>
    </form>
  );
}
