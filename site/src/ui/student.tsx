import type { StudentState, StudentSummary } from "../api/types";
import { showDate } from "../domain/time";
import { useLanguage } from "../hooks/language";
import type { SummaryRow } from "./summary-list";
import { Tag } from "./tag";
import type { TagColour } from "./tag";
import { useTexts } from "./use-texts";

const COLOURS: Record<StudentState, TagColour> = {
  admitted: "blue",
  enrolled: "green",
  suspended: "yellow",
  left: "grey",
  revoked: "red",
};

/** Whether somebody studies, in a word. */
export function StudentStateTag({ state }: { state: StudentState }) {
  const texts = useTexts();
  return <Tag colour={COLOURS[state]}>{texts.student.states[state]}</Tag>;
}

/** A student's record in lines, without what the roster does not say. */
export function useStudentRows(student: StudentSummary): SummaryRow[] {
  const { read, locale } = useLanguage();
  const { student: t } = useTexts();
  const { startsOn, endsOn, formerNumber, chineseName, programme, cohort } = student;
  const day = (date: string | null | undefined) => (date ? showDate(date, locale) : "…");
  return [
    { key: t.number, value: student.number },
    ...(formerNumber ? [{ key: t.formerNumber, value: formerNumber }] : []),
    { key: t.name, value: student.name },
    ...(chineseName ? [{ key: t.chineseName, value: chineseName }] : []),
    { key: t.state, value: <StudentStateTag state={student.state.is} /> },
    ...(programme ? [{ key: t.programme, value: read(programme) }] : []),
    ...(cohort ? [{ key: t.cohort, value: cohort }] : []),
    ...(startsOn || endsOn ? [{ key: t.period, value: t.until(day(startsOn), day(endsOn)) }] : []),
  ];
}
